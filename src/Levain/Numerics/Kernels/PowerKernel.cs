using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>x^y as e^(y·log x), with a logarithm of some 67 bits: y·log x may be 700, and its error is the relative error of the result.</summary>
internal static class PowerKernel<V> where V : struct, ILanes<V>
{
    /// <summary>log x as a pair, for ordinary positive x, plus <paramref name="shift"/>·ln 2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Log(V x, V shift, out V high, out V low)
    {
        LogKernel<V>.Cut(x, out _, out var k, out var m);
        k += shift;
        var f = m - 1.0;
        Pairs<V>.OrderedSum(2.0, f, out var divisor, out var divisorRest);
        Pairs<V>.Quotient(f, 0.0, divisor, divisorRest, out var s, out var sRest);
        Pairs<V>.Product(s, s, out var z, out var zRest);
        zRest += (s + s) * sRest;

        // log m = 2s + 2s·z·(1/3 + z·(1/5 + z·(1/7 + ...))), the two leading brackets as pairs.
        var z2 = z * z;
        var lower = (0.14285714285714285 + z * 0.11111111111111475) + z2 * (0.09090909090649807 + z * 0.07692307762593643);
        var upper = (0.066666573235262 + z * 0.05883025836347807) + z2 * (0.052364291294077256 + z * 0.05308766402290468);
        Pairs<V>.OrderedSum(0.2, z * (lower + (z2 * z2) * upper), out var fifth, out var fifthRest);
        Pairs<V>.Product(z, zRest, fifth, fifthRest - 1.1102230246251566e-17, out var inner, out var innerRest);
        Pairs<V>.OrderedSum(0.3333333333333333, inner, out var third, out var thirdRest);
        Pairs<V>.Product(z, zRest, third, thirdRest + (innerRest + 1.850371707708594e-17), out var outer, out var outerRest);
        Pairs<V>.Product(s + s, sRest + sRest, outer, outerRest, out var curved, out var curvedRest);
        Pairs<V>.OrderedSum(s + s, curved, out var sum, out var error);
        var rest = error + (curvedRest + (sRest + sRest));

        Pairs<V>.OrderedSum(k * ExpKernel<V>.Ln2High, sum, out var whole, out error);
        Pairs<V>.OrderedSum(whole, error + (rest + k * ExpKernel<V>.Ln2Low), out high, out low);
    }

    /// <summary>x^y / 2^k; the exponent y·log x is given too, since the caller knows what is out of range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Fraction(V x, V shift, V y, out V exponent, out V shifted)
    {
        Log(x, shift, out var log, out var logRest);
        Pairs<V>.Product(y, log, out var product, out var error);
        Pairs<V>.OrderedSum(product, error + y * logRest, out exponent, out var rest);
        ExpKernel<V>.Reduce(exponent, rest, out shifted, out var r, out var rRest);
        ExpKernel<V>.MinusOne(r, rRest, out var high, out var low);
        Pairs<V>.OrderedSum(1.0, high, out var sum, out error);
        return sum + (error + low);
    }
}
