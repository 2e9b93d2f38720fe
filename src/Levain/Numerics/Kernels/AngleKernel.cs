using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>Sine and cosine of an angle cut into quarter turns and a rest below an eighth of a turn.</summary>
internal static class AngleKernel<V> where V : struct, ILanes<V>
{
    /// <summary>Up to here the number of quarter turns has 20 bits and <see cref="Reduce"/> loses nothing.</summary>
    public const double Limit = 1647000.0;

    /// <summary>x - n·π/2 as a pair, with n in the low bits of <paramref name="quarters"/>. π/2 is cut into three pieces of 33 bits, whose products with n are exact, and a last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reduce(V x, out V quarters, out V high, out V low)
    {
        quarters = x * 0.6366197723675814 + ExpKernel<V>.Shift;
        var n = quarters - ExpKernel<V>.Shift;
        var first = x - n * 1.5707963267341256;
        Pairs<V>.Sum(first, -(n * 6.077100506303966e-11), out var second, out var secondRest);
        Pairs<V>.Sum(second, -(n * 2.0222662487111665e-21), out var third, out var thirdRest);
        Pairs<V>.OrderedSum(third, (secondRest + thirdRest) - n * 8.4784276603689e-32, out high, out low);
    }

    /// <summary>The sine of a pair below π/4, as a pair that is not normalized.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin(V r, V rest, out V high, out V low)
    {
        // The cubic term as a pair: near π/4 it is a tenth of the sine, and rounding it four times would show.
        Pairs<V>.Product(r, r, out var z, out var zRest);
        Pairs<V>.Product(z, zRest, r, 0.0, out var cube, out var cubeRest);
        Pairs<V>.Product(cube, cubeRest, -0.16666666666666666, -9.25185853854297e-18, out var sixth, out var sixthRest);
        Pairs<V>.OrderedSum(r, sixth, out high, out var error);
        var z2 = z * z;
        var lower = (0.008333333333333331 + z * -0.0001984126984126506) + z2 * (2.755731921933466e-06 + z * -2.505210623088241e-08);
        var upper = 1.6058531370931902e-10 + z * -7.586682497157688e-13;
        low = error + (sixthRest + ((r * z2) * (lower + (z2 * z2) * upper) + rest * (1.0 - z * 0.5)));
    }

    /// <summary>The cosine of a pair below π/4, as a pair that is not normalized.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos(V r, V rest, out V high, out V low)
    {
        V z = r * r, z2 = z * z;
        var lower = (0.041666666666666664 + z * -0.0013888888888888887) + z2 * (2.4801587301584642e-05 + z * -2.755731922140032e-07);
        var upper = (2.0876755790210228e-09 + z * -1.147046074969686e-11) + z2 * 4.745863773282908e-14;
        Pairs<V>.HalfSquare(r, out var square, out var squareRest);
        Pairs<V>.OrderedSum(1.0, -square, out high, out var error);
        low = error - (squareRest - (z2 * (lower + (z2 * z2) * upper) - r * rest));
    }

    /// <summary>The sine after n quarter turns; the cosine is the sine one quarter later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Turned(V quarters, V r, V rest)
    {
        Sin(r, rest, out var sin, out var sinRest);
        Cos(r, rest, out var cos, out var cosRest);
        var value = V.Choose(Odd(quarters), cos + cosRest, sin + sinRest);
        // The second bit of n turns the sign.
        return value ^ Pairs<V>.Sign(V.ShiftLeft(quarters, 62));
    }

    /// <summary>The tangent after n quarter turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tangent(V quarters, V r, V rest)
    {
        Sin(r, rest, out var sin, out var sinRest);
        Cos(r, rest, out var cos, out var cosRest);
        Pairs<V>.OrderedSum(sin, sinRest, out sin, out sinRest);
        Pairs<V>.OrderedSum(cos, cosRest, out cos, out cosRest);
        var odd = Odd(quarters);
        V above = V.Choose(odd, cos, sin), aboveRest = V.Choose(odd, cosRest, sinRest);
        V below = V.Choose(odd, sin, cos), belowRest = V.Choose(odd, sinRest, cosRest);
        Pairs<V>.Quotient(above, aboveRest, below, belowRest, out var quotient, out var quotientRest);
        return (quotient + quotientRest) ^ Pairs<V>.Sign(V.ShiftLeft(quarters, 63));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Odd(V quarters) => V.EqualBits(quarters & V.Bits(1), V.Bits(1));
}
