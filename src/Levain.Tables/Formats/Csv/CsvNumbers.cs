using System.Globalization;

namespace Levain.Tables.Csv;

/// <summary>Numbers as text, in one notation everywhere.</summary>
internal static class CsvNumbers
{
    private const long LargestExact = 1L << 53;

    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public static bool TryWhole(ReadOnlySpan<byte> text, bool exact, out long value)
    {
        value = 0;
        text = text.Trim(" \t"u8);
        if (text.IsEmpty) return false;
        var negative = text[0] == '-';
        if (negative || text[0] == '+') text = text[1..];
        if (exact && text.Length > 1 && text[0] == '0') return false;
        if (text.Length is 0 or > 19 && !LongWithZeros(ref text)) return false;
        ulong sum = 0;
        foreach (var letter in text)
        {
            var digit = (uint)(letter - '0');
            if (digit > 9) return false;
            sum = sum * 10 + digit;
        }

        value = negative ? -(long)sum : (long)sum;
        return sum <= long.MaxValue || (negative && sum == 1ul << 63);
    }

    // More than 19 digits can still be a small number with zeros before it.
    private static bool LongWithZeros(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        var rest = text.TrimStart((byte)'0');
        if (rest.Length > 19) return false;
        text = rest.IsEmpty ? "0"u8 : rest;
        return true;
    }

    public static bool TryDouble(ReadOnlySpan<byte> text, byte point, bool exact, out double value)
    {
        value = 0;
        text = text.Trim(" \t"u8);
        if (text.IsEmpty) return false;
        var at = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var (digits, mantissa, scale, from) = (0, 0ul, 0, at);
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++, digits++) mantissa = mantissa * 10 + (ulong)(text[at] - '0');
        if (exact && digits > 1 && text[from] == '0') return false;
        var isWhole = true;
        if (at < text.Length && text[at] == point)
        {
            isWhole = false;
            at++;
            for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++, digits++, scale--) mantissa = mantissa * 10 + (ulong)(text[at] - '0');
        }

        // Up to 19 digits cannot overflow; up to 2^53 and 10^22 both are exact, and so is rounded once what comes of them.
        if (digits is > 0 and <= 19 && at == text.Length && mantissa <= LargestExact && scale >= -22)
        {
            value = scale == 0 ? mantissa : mantissa / Powers[-scale];
            if (text[0] == '-') value = -value;
            return true;
        }

        if (exact && isWhole && at == text.Length) return false;
        return TrySlowDouble(text, point, out value);
    }

    private static bool TrySlowDouble(ReadOnlySpan<byte> text, byte point, out double value)
    {
        if (IsNamed(text, out value)) return true;
        Span<byte> copy = stackalloc byte[Math.Min(text.Length, 512)];
        if (text.Length > copy.Length) return false;
        text.CopyTo(copy);
        foreach (var letter in copy)
            if ((uint)(letter - '0') > 9 && letter != point && letter is not ((byte)'e' or (byte)'E' or (byte)'-' or (byte)'+')) return false;
        copy.Replace(point, (byte)'.');
        return double.TryParse(copy, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static bool IsNamed(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual("NaN"u8) || text.SequenceEqual("nan"u8) ? double.NaN
            : text.SequenceEqual("inf"u8) || text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-inf"u8) || text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }

    public static bool TryDecimal(ReadOnlySpan<byte> text, byte point, int precision, int scale, out decimal value)
    {
        value = 0;
        text = text.Trim(" \t"u8);
        if (text.IsEmpty || text.Length > 64) return false;
        Span<byte> copy = stackalloc byte[text.Length];
        text.CopyTo(copy);
        foreach (var letter in copy)
            if ((uint)(letter - '0') > 9 && letter != point && letter is not ((byte)'-' or (byte)'+')) return false;
        copy.Replace(point, (byte)'.');
        var dot = copy.IndexOf((byte)'.');
        // What would be rounded away must be zero.
        var behind = dot < 0 ? 0 : copy[(dot + 1)..].TrimEnd((byte)'0').Length;
        if (behind > scale) return false;
        var whole = (dot < 0 ? copy : copy[..dot]).TrimStart("+-0"u8).Length;
        if (whole > precision - scale || whole + behind > 28) return false;
        if (!decimal.TryParse(dot < 0 ? copy : copy[..(dot + 1 + behind)], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        // Every value of the column has its scale, as those have that DuckDB reads.
        if (whole + scale <= 28) value += new decimal(0, 0, 0, false, (byte)scale);
        return true;
    }

    public static bool TryBool(ReadOnlySpan<byte> text, bool exact, out bool value)
    {
        text = text.Trim(" \t"u8);
        value = Is(text, "true"u8);
        if (value || Is(text, "false"u8)) return true;
        if (exact) return false;
        value = Is(text, "1"u8) || Is(text, "t"u8) || Is(text, "yes"u8) || Is(text, "y"u8);
        return value || Is(text, "0"u8) || Is(text, "f"u8) || Is(text, "no"u8) || Is(text, "n"u8);
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(text, word);
}
