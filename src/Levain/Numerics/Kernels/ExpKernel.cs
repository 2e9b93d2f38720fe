using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>e^x as 2^k · e^r with |r| ≤ ln 2 / 2: reduction, polynomials and scaling.</summary>
internal static class ExpKernel<V> where V : struct, ILanes<V>
{
    /// <summary>Added and subtracted again, it rounds to an integer, whose bits are then the lowest of the sum.</summary>
    public const double Shift = 6755399441055744.0;

    /// <summary>ln 2 in 41 bits, so that products with an exponent are exact, and the rest.</summary>
    public const double Ln2High = 0.693147180559663, Ln2Low = 2.8235290563031577e-13;

    private const double Log2OfE = 1.4426950408889634;

    /// <summary>e^r in [0.7, 1.42] for x = k·ln 2 + r; k is in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Fraction(V x, out V shifted)
    {
        shifted = x * Log2OfE + Shift;
        var k = shifted - Shift;
        V high = x - k * Ln2High, low = k * Ln2Low;
        var r = high - low;
        V r2 = r * r, r4 = r2 * r2;
        var lower = (0.5 + r * 0.1666666666666667) + r2 * (0.04166666666666667 + r * 0.008333333333326103);
        var middle = (0.0013888888888883724 + r * 0.00019841269874932232) + r2 * (2.4801587325629678e-05 + r * 2.7557255258722037e-06);
        var upper = (2.7557273539681227e-07 + r * 2.5105275857663238e-08) + r2 * 2.0914729880000538e-09;
        var curved = r2 * ((lower + r4 * middle) + (r4 * r4) * upper);
        Pairs<V>.OrderedSum(1.0, high, out var sum, out var error);
        return sum + (error + (curved - low));
    }

    /// <summary>Splits a pair into k·ln 2 and a pair below ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reduce(V x, V rest, out V shifted, out V high, out V low)
    {
        shifted = x * Log2OfE + Shift;
        var k = shifted - Shift;
        V near = x - k * Ln2High, correction = k * Ln2Low - rest;
        high = near - correction;
        low = (near - high) - correction;
    }

    /// <summary>e^r - 1 as a pair, right to about 2^-59 of its value, for a pair |r| ≤ 0.3468.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MinusOne(V r, V rest, out V high, out V low)
    {
        V r2 = r * r, r4 = r2 * r2;
        var lower = (0.16666666666666669 + r * 0.041666666666666664) + r2 * (0.008333333333330048 + r * 0.0013888888888886543);
        var upper = (0.0001984126986312606 + r * 2.480158731719623e-05) + r2 * (2.7557268347499137e-06 + r * 2.7557282889212767e-07);
        var cubic = (r * r2) * ((lower + r4 * upper) + (r4 * r4) * (2.510043897623718e-08 + r * 2.0911274821900127e-09));
        Pairs<V>.HalfSquare(r, out var square, out var squareRest);
        Pairs<V>.OrderedSum(r, square, out var sum, out var error);
        Pairs<V>.OrderedSum(sum, error + (squareRest + (cubic + (rest + rest * r))), out high, out low);
    }

    /// <summary>The value times 2^k, with k in the low bits of <paramref name="shifted"/>, where the result is an ordinary number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale(V value, V shifted) => V.AddBits(value, V.ShiftLeft(shifted, 52));

    /// <summary>2^k, with k in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power(V shifted) => V.AddBits(1.0, V.ShiftLeft(shifted, 52));
}
