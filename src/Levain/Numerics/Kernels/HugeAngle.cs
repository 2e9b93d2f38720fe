using System.Numerics;

namespace Levain.Numerics;

/// <summary>The reduction of angles of any size, after Payne and Hanek: of 2/π only the bits count whose product with x is not a whole number of turns.</summary>
internal static class HugeAngle
{
    /// <summary>A zero word, then the first 1280 bits of 2/π.</summary>
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>x - n·π/2 as a pair, with n modulo 4 in the low bits of <paramref name="quarters"/>, for finite |x| ≥ 2^20.</summary>
    public static void Reduce(double x, out OneLane quarters, out OneLane high, out OneLane low)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        var fraction = Product((bits & 0xF_FFFF_FFFF_FFFF) | 0x10_0000_0000_0000, exponent, out var turns);

        // The fraction is a quarter turn times a number in [-½, ½): find its sign, then its 117 leading bits.
        var negative = fraction.Upper >> 63 != 0;
        if (negative)
        {
            turns++;
            fraction = Negate(fraction);
        }

        ToPair(fraction, out var part, out var partRest);
        Pairs<OneLane>.Product(part, partRest, 1.5707963267948966, 6.123233995736766e-17, out high, out low);
        if (negative != double.IsNegative(x)) (high, low) = (-high, -low);
        quarters = OneLane.Bits(double.IsNegative(x) ? 0 - turns : turns);
    }

    /// <summary>mantissa · 2^exponent · 2/π modulo 4: two bits of whole quarter turns and 192 bits behind the point, of which 137 are right.</summary>
    private static (ulong Upper, UInt128 Lower) Product(ulong mantissa, int exponent, out ulong turns)
    {
        var start = exponent - 2 + 64;
        ulong first = Window(start), second = Window(start + 64), third = Window(start + 128);
        var lowest = (UInt128)mantissa * third;
        var middle = (UInt128)mantissa * second + (lowest >> 64);
        ulong top = mantissa * first + (ulong)(middle >> 64), next = (ulong)middle, last = (ulong)lowest;
        turns = top >> 62;
        return ((top << 2) | (next >> 62), new UInt128((next << 2) | (last >> 62), last << 2));
    }

    /// <summary>64 bits of the table, from bit <paramref name="start"/> on.</summary>
    private static ulong Window(int start)
    {
        int word = start >> 6, bit = start & 63;
        return bit == 0 ? TwoOverPi[word] : (TwoOverPi[word] << bit) | (TwoOverPi[word + 1] >> (64 - bit));
    }

    private static (ulong Upper, UInt128 Lower) Negate((ulong Upper, UInt128 Lower) value) =>
        (~value.Upper + (value.Lower == 0 ? 1ul : 0), ~value.Lower + 1);

    /// <summary>The 192 bits as a fraction of one.</summary>
    private static void ToPair((ulong Upper, UInt128 Lower) value, out double high, out double low)
    {
        var zeros = 0;
        while (value.Upper >> 63 == 0 && zeros < 128)
        {
            var shift = Math.Max(1, BitOperations.LeadingZeroCount(value.Upper) & 63);
            value = ((value.Upper << shift) | (ulong)(value.Lower >> (128 - shift)), value.Lower << shift);
            zeros += shift;
        }

        var rest = (value.Upper << 53) | (ulong)(value.Lower >> 75);
        high = (value.Upper >> 11) * Power(-53 - zeros);
        low = (rest >> 11) * Power(-106 - zeros);
    }

    private static double Power(int exponent) => BitConverter.Int64BitsToDouble((long)(1023 + exponent) << 52);
}
