using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>log x as k·ln 2 + log(1 + f) with 1 + f between √½ and √2: decomposition and polynomial.</summary>
internal static class LogKernel<V> where V : struct, ILanes<V>
{
    private const ulong One = 0x3FF0_0000_0000_0000, RootOfHalf = 0x3FE6_A09E_667F_3BCD;

    /// <summary>Cuts x = 2^k·m with m between √½ and √2, for ordinary positive numbers; <paramref name="exponent"/> is 1023 + k as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cut(V x, out V exponent, out V k, out V m)
    {
        exponent = V.ShiftRight(V.AddBits(x, V.Bits(One - RootOfHalf)), 52);
        // The exponent becomes a double as the low bits of 2^52.
        k = (exponent | V.Bits(0x4330_0000_0000_0000)) - (4503599627370496.0 + 1023.0);
        m = V.AddBits(V.SubtractBits(x, V.ShiftLeft(exponent, 52)), V.Bits(One));
    }

    /// <summary>log(1 + f) as a pair, right to about 2^-58 of its value: f - f²/2 + s·(f²/2 + R), where s = f/(2 + f) and R is even in s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OfOnePlus(V f, out V high, out V low)
    {
        var s = f / (f + 2.0);
        V z = s * s, z2 = z * z;
        var lower = (0.6666666666666666 + z * 0.4000000000000088) + z2 * (0.28571428570801954 + z * 0.22222222392089008);
        var upper = (0.18181795600060788 + z * 0.15386241881938825) + z2 * (0.13268714792342884 + z * 0.13087236196706833);
        var series = z * (lower + (z2 * z2) * upper);
        Pairs<V>.HalfSquare(f, out var square, out var squareRest);
        Pairs<V>.OrderedSum(f, -square, out high, out var error);
        low = error - (squareRest - s * (square + (squareRest + series)));
    }

    /// <summary>k·ln 2 + (high + low), rounded once but for a hundredth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Join(V k, V high, V low)
    {
        Pairs<V>.OrderedSum(k * ExpKernel<V>.Ln2High, high, out var sum, out var error);
        return sum + (error + (low + k * ExpKernel<V>.Ln2Low));
    }
}
