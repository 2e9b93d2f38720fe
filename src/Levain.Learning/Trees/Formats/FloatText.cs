using System.Globalization;
using System.Runtime.CompilerServices;

namespace Levain.Learning.Formats;

/// <summary>Single-precision numbers as the shortest text that reads back the same, such as <c>1.25E-1</c>: XGBoost takes a number without an exponent or point for a whole one, and refuses it.</summary>
internal static class FloatText
{
    public const int Longest = 24;

    private static ReadOnlySpan<double> Powers => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(float value, Span<byte> text)
    {
        if (value == 0) return Copy(float.IsNegative(value) ? "-0E0"u8 : "0E0"u8, text);
        if (!float.IsFinite(value)) return Copy(float.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8, text);

        Span<byte> plain = stackalloc byte[64];
        value.TryFormat(plain, out var length, default, CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[64];
        var (count, exponent) = Digits(plain[..length], digits);

        var at = 0;
        if (value < 0) text[at++] = (byte)'-';
        text[at++] = digits[0];
        if (count > 1)
        {
            text[at++] = (byte)'.';
            digits[1..count].CopyTo(text[at..]);
            at += count - 1;
        }

        text[at++] = (byte)'E';
        exponent.TryFormat(text[at..], out length, default, CultureInfo.InvariantCulture);
        return at + length;
    }

    /// <summary>The number that a text stands for, rounded once, or null when it is no number.</summary>
    public static float? Read(ReadOnlySpan<byte> text)
    {
        if (Quick(text) is { } quick) return quick;
        if (text.SequenceEqual("NaN"u8)) return float.NaN;
        if (text.SequenceEqual("Infinity"u8)) return float.PositiveInfinity;
        if (text.SequenceEqual("-Infinity"u8)) return float.NegativeInfinity;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.Length > 0 && (text[0] == '-' || char.IsAsciiDigit((char)text[0])) && float.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    // Up to 15 digits and powers of ten up to 22 are exact as doubles, so one operation is rounded once; making a float of it then rounds as the exact number
    // would, unless it lies right between two floats or below the normal ones: those take the long way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float? Quick(ReadOnlySpan<byte> text)
    {
        long mantissa = 0;
        int at = 0, digits = 0, exponent = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) at++;
        var first = at;
        for (var point = false; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if (digit is >= 0 and <= 9)
            {
                mantissa = 10 * mantissa + digit;
                if (point) exponent--;
                if (++digits > 15) return null;
            }
            else if (text[at] == '.' && !point && at > first)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0 || mantissa == 0 || text[at - 1] == '.') return null;
        if (at < text.Length)
        {
            if ((text[at] | 0x20) != 'e' || Exponent(text[(at + 1)..]) is not { } written) return null;
            exponent += written;
        }

        if (exponent is < -22 or > 22) return null;
        var value = exponent < 0 ? mantissa / Powers[-exponent] : mantissa * Powers[exponent];
        if (value is < 1e-37 or > 1e38 || (BitConverter.DoubleToUInt64Bits(value) & 0x1FFF_FFFF) == 0x1000_0000) return null;
        return (float)(negative ? -value : value);
    }

    // Of at most two digits.
    private static int? Exponent(ReadOnlySpan<byte> text)
    {
        var sign = text.Length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
        var value = 0;
        if (text.Length == sign || text.Length > sign + 2) return null;
        for (var at = sign; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit((char)text[at])) return null;
            value = 10 * value + text[at] - '0';
        }

        return text[0] == '-' ? -value : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Count, int Exponent) Digits(ReadOnlySpan<byte> plain, Span<byte> digits)
    {
        int count = 0, exponent = -1, at = plain[0] == '-' ? 1 : 0;
        for (var point = false; at < plain.Length && plain[at] != 'E'; at++)
        {
            if (plain[at] == '.')
            {
                point = true;
            }
            else if (count > 0 || plain[at] != '0')
            {
                digits[count++] = plain[at];
                if (!point) exponent++;
            }
            else if (point)
            {
                exponent--;
            }
        }

        if (at < plain.Length) exponent += int.Parse(plain[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        while (digits[count - 1] == '0') count--;
        return (count, exponent);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
