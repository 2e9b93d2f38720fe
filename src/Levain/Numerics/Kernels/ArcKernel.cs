using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>The arc tangent of a quotient.</summary>
internal static class ArcKernel<V> where V : struct, ILanes<V>
{
    private const double TangentOfEighth = 0.4142135623730951, TangentOfThreeEighths = 2.414213562373095;

    /// <summary>atan(above/below) as a pair in [0, π/2], for 0 ≤ above and 0 &lt; below, both far from overflow and underflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tangent(V above, V below, out V high, out V low)
    {
        var small = ~V.Less(below * TangentOfEighth, above);
        var large = V.Less(below * TangentOfThreeEighths, above);
        // atan q = π/4 + atan((q - 1)/(q + 1)) = π/2 + atan(-1/q)
        Pairs<V>.Sum(above, -below, out var difference, out var differenceRest);
        Pairs<V>.Sum(above, below, out var sum, out var sumRest);
        var numerator = V.Choose(small, above, V.Choose(large, -below, difference));
        var numeratorRest = V.Choose(small | large, 0.0, differenceRest);
        var denominator = V.Choose(small, below, V.Choose(large, above, sum));
        var denominatorRest = V.Choose(small | large, 0.0, sumRest);
        var start = V.Choose(small, 0.0, V.Choose(large, 1.5707963267948966, 0.7853981633974483));
        var startRest = V.Choose(small, 0.0, V.Choose(large, 6.123233995736766e-17, 3.061616997868383e-17));

        Pairs<V>.Quotient(numerator, numeratorRest, denominator, denominatorRest, out var t, out var tRest);
        var series = Series(t);
        Pairs<V>.OrderedSum(start, t, out high, out var error);
        low = error + (startRest + ((tRest - tRest * (t * t)) + series));
    }

    /// <summary>atan t - t for |t| ≤ tan(π/8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Series(V t)
    {
        V z = t * t, z2 = z * z, z4 = z2 * z2;
        var first = (-0.3333333333333333 + z * 0.19999999999999993) + z2 * (-0.14285714285711498 + z * 0.11111111110752325);
        var second = (-0.09090909066866446 + z * 0.07692306730961795) + z2 * (-0.0666664190830205 + z * 0.05881923626133278);
        var third = (-0.05258025792007146 + z * 0.04719294405472715) + z2 * (-0.04104029750497721 + z * 0.0306262878283892);
        return (t * z) * ((first + z4 * second) + (z4 * z4) * (third + z4 * -0.013908703447207555));
    }
}
