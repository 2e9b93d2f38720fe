using System.Numerics;

namespace Levain.Numerics;

/// <summary>A sum of doubles without any rounding until it is read: every order, and every way to share the work out, gives the same bits.</summary>
/// <remarks>
/// The sum is kept as a number of 2,200 bits that spans all doubles, so nothing overflows, cancels or is lost. <see cref="Value"/> is the double nearest to the true sum, ties to even.
/// A NaN, or infinities of both signs, make it NaN. A sum that is zero is +0. One writer at a time; sums of several threads are joined by <see cref="Add(ExactSum)"/>.
/// </remarks>
public sealed class ExactSum
{
    // Digit i counts 2^(32·i - 1074). Digits are signed and wider than their place, so that carries can wait.
    private const int Digits = 68, BitsPerDigit = 32;
    private const int AddsBetweenCarries = 1 << 29;

    private readonly long[] digits = new long[Digits];
    private int adds;
    private bool plusInfinity, minusInfinity, notANumber;

    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = new ExactSum();
        sum.Add(values);
        return sum.Value;
    }

    public void Add(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent == 0x7FF)
        {
            AddSpecial(value);
            return;
        }

        var mantissa = (ulong)bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0) exponent = 1;
        else mantissa |= 1ul << 52;

        int place = exponent - 1, digit = place / BitsPerDigit;
        var spread = (UInt128)mantissa << (place % BitsPerDigit);
        long lowest = (uint)spread, middle = (uint)(spread >> 32), highest = (uint)(spread >> 64);
        // All ones for a negative number: negates without a branch.
        var sign = bits >> 63;
        digits[digit] += (lowest ^ sign) - sign;
        digits[digit + 1] += (middle ^ sign) - sign;
        digits[digit + 2] += (highest ^ sign) - sign;
        if (++adds >= AddsBetweenCarries) Carry();
    }

    public void Add(ReadOnlySpan<double> values)
    {
        foreach (var value in values) Add(value);
    }

    public void Add(ExactSum other)
    {
        Carry();
        other.Carry();
        for (var i = 0; i < Digits; i++) digits[i] += other.digits[i];
        adds++;
        plusInfinity |= other.plusInfinity;
        minusInfinity |= other.minusInfinity;
        notANumber |= other.notANumber;
    }

    /// <summary>The double nearest to the sum, ties to even; infinity where the sum is beyond the largest.</summary>
    public double Value
    {
        get
        {
            if (notANumber || (plusInfinity && minusInfinity)) return double.NaN;
            if (plusInfinity) return double.PositiveInfinity;
            if (minusInfinity) return double.NegativeInfinity;

            Carry();
            return digits[^1] < 0 ? -Round(Negated()) : Round(digits);
        }
    }

    private void AddSpecial(double value)
    {
        if (double.IsNaN(value)) notANumber = true;
        else if (value > 0) plusInfinity = true;
        else minusInfinity = true;
    }

    /// <summary>Brings every digit but the last into 32 bits; the last has the sign.</summary>
    private void Carry()
    {
        CarryOver(digits);
        adds = 0;
    }

    private static void CarryOver(long[] digits)
    {
        for (var i = 0; i < Digits - 1; i++)
        {
            digits[i + 1] += digits[i] >> BitsPerDigit;
            digits[i] &= uint.MaxValue;
        }
    }

    private long[] Negated()
    {
        var negated = Array.ConvertAll(digits, digit => -digit);
        CarryOver(negated);
        return negated;
    }

    /// <summary>Rounds digits that are carried over and not negative.</summary>
    private static double Round(long[] digits)
    {
        var top = Array.FindLastIndex(digits, digit => digit != 0);
        if (top < 0) return 0.0;

        // 128 bits from the leading digit on, and whether anything is below them.
        UInt128 leading = 0;
        for (var i = 0; i < 4; i++) leading = (leading << BitsPerDigit) | (ulong)(top >= i ? digits[top - i] : 0);
        var below = top > 3 && digits.AsSpan(0, top - 3).IndexOfAnyExcept(0L) >= 0;

        var length = 128 - (int)UInt128.LeadingZeroCount(leading);
        var lowest = BitsPerDigit * (top - 3);
        // The last bit that a double keeps: the 53rd, or that of the smallest subnormal.
        var cut = Math.Max(length - 53, -lowest);
        var kept = (ulong)(leading >> cut);
        var rest = leading & ((UInt128.One << cut) - 1);
        var half = UInt128.One << (cut - 1);
        if (rest > half || (rest == half && (below || (kept & 1) != 0))) kept++;
        return Assemble(kept, lowest + cut);
    }

    /// <summary>kept · 2^(place - 1074), where it is a double or beyond the largest.</summary>
    private static double Assemble(ulong kept, int place)
    {
        // Without the leading bit, one exponent less: rounding up to the next power of two, and from subnormal to normal, carries into the exponent by itself.
        var exponent = (ulong)place + (kept >> 52 == 0 ? 0ul : 1ul);
        if (kept >> 53 != 0) (kept, exponent) = (kept >> 1, exponent + 1);
        return exponent >= 0x7FF ? double.PositiveInfinity : BitConverter.UInt64BitsToDouble((exponent << 52) | (kept & 0xF_FFFF_FFFF_FFFF));
    }
}
