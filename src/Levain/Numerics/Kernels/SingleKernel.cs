using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>Functions in double precision with an error of a few last places: enough for a result that is then rounded to single precision.</summary>
internal static class SingleKernel<V> where V : struct, ILanes<V>
{
    // e^±700 is an ordinary double, and beyond every single.
    private const double Far = 700.0;

    /// <summary>e^x; NaN counts as <see cref="Far"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        var within = V.Choose(V.Less(x, Far), x, Far);
        within = V.Choose(V.Less(within, -Far), -Far, within);
        var fraction = ExpKernel<V>.Fraction(within, out var shifted);
        return ExpKernel<V>.Scale(fraction, shifted);
    }

    /// <summary>1/(1 + e^-x) and what is left to 1, both without cancellation; NaN counts as <see cref="Far"/> or as its negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x, out V rest)
    {
        var size = Pairs<V>.Abs(x);
        var within = V.Choose(V.Less(size, Far), size, Far);
        var fraction = ExpKernel<V>.Fraction(-within, out var shifted);
        var e = ExpKernel<V>.Scale(fraction, shifted);
        var larger = 1.0 / (1.0 + e);
        var smaller = e * larger;
        var left = V.Less(x, 0.0);
        rest = V.Choose(left, larger, smaller);
        return V.Choose(left, smaller, larger);
    }
}
