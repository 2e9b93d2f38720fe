using System.Runtime.CompilerServices;

namespace Levain.Numerics;

public static partial class Elementary
{
    /// <summary>The natural logarithm. -∞ at either zero, NaN below. Measured: 0.54 ulp.</summary>
    public static double Log(double x) => Spans.At<LogFunction>(x);

    /// <inheritdoc cref="Log(double)"/>
    public static void Log(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<LogFunction>(x, destination);

    /// <summary>The logarithm to base 2, exact for powers of two. -∞ at either zero, NaN below. Measured: 0.54 ulp.</summary>
    public static double Log2(double x) => Spans.At<Log2Function>(x);

    /// <inheritdoc cref="Log2(double)"/>
    public static void Log2(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<Log2Function>(x, destination);

    /// <summary>The logarithm to base 10, exact for powers of ten. -∞ at either zero, NaN below. Measured: 0.57 ulp.</summary>
    public static double Log10(double x) => Spans.At<Log10Function>(x);

    /// <inheritdoc cref="Log10(double)"/>
    public static void Log10(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<Log10Function>(x, destination);

    /// <summary>log(1 + x) without cancellation near 0; keeps the sign of a zero. -∞ at -1, NaN below. Measured: 0.57 ulp.</summary>
    public static double Log1p(double x) => Spans.At<Log1pFunction>(x);

    /// <inheritdoc cref="Log1p(double)"/>
    public static void Log1p(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<Log1pFunction>(x, destination);

    /// <summary>Everything but ordinary positive numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NotOrdinaryPositive<V>(V x) where V : struct, ILanes<V> => V.Less(x, SmallestNormal) | NotBelow(x, double.PositiveInfinity);

    /// <summary>A logarithm of zero, of infinity, of what has none, or of a subnormal number x as log(x·2^54) - 54 log 2.</summary>
    private static double LogOfUnusual<TBase>(double x) where TBase : ILogarithm
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.NegativeInfinity;
        return double.IsInfinity(x) ? x : TBase.Of<OneLane>(x * 18014398509481984.0, -54.0);
    }

    private interface ILogarithm
    {
        /// <summary>log x + shift · log 2, for ordinary positive x.</summary>
        static abstract V Of<V>(V x, V shift) where V : struct, ILanes<V>;
    }

    internal readonly struct LogFunction : IFunction, ILogarithm
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            unusual = NotOrdinaryPositive(x);
            return Of<V>(x, 0.0);
        }

        public static double Unusual(double x) => LogOfUnusual<LogFunction>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V shift) where V : struct, ILanes<V>
        {
            LogKernel<V>.Cut(x, out _, out var k, out var m);
            LogKernel<V>.OfOnePlus(m - 1.0, out var high, out var low);
            return LogKernel<V>.Join(k + shift, high, low);
        }
    }

    internal readonly struct Log2Function : IFunction, ILogarithm
    {
        private const double PerE = 1.4426950408889634, PerERest = 2.0355273740931033e-17;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            unusual = NotOrdinaryPositive(x);
            return Of<V>(x, 0.0);
        }

        public static double Unusual(double x) => LogOfUnusual<Log2Function>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V shift) where V : struct, ILanes<V>
        {
            LogKernel<V>.Cut(x, out _, out var k, out var m);
            LogKernel<V>.OfOnePlus(m - 1.0, out var high, out var low);
            Pairs<V>.Product(high, low, PerE, PerERest, out var product, out var productRest);
            Pairs<V>.OrderedSum(k + shift, product, out var sum, out var error);
            return sum + (error + productRest);
        }
    }

    internal readonly struct Log10Function : IFunction, ILogarithm
    {
        private const double PerE = 0.4342944819032518, PerERest = 1.098319650216765e-17;
        private const double PerTwo = 0.30102999566383914, PerTwoRest = 1.42050232272661e-13;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            unusual = NotOrdinaryPositive(x);
            return Of<V>(x, 0.0);
        }

        public static double Unusual(double x) => LogOfUnusual<Log10Function>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V shift) where V : struct, ILanes<V>
        {
            LogKernel<V>.Cut(x, out _, out var k, out var m);
            k += shift;
            LogKernel<V>.OfOnePlus(m - 1.0, out var high, out var low);
            Pairs<V>.Product(high, low, PerE, PerERest, out var product, out var productRest);
            Pairs<V>.OrderedSum(k * PerTwo, product, out var sum, out var error);
            return sum + (error + (productRest + k * PerTwoRest));
        }
    }

    internal readonly struct Log1pFunction : IFunction
    {
        // From 2^60 on, 1 + x is x but for a hundredth of the last place of the logarithm.
        private const double Tiny = 5.551115123125783e-17, Huge = 1152921504606846976.0;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            unusual = NotBelow(x, Huge) | ~V.Less(-1.0, x);
            Pairs<V>.Sum(1.0, x, out var sum, out var lost);
            LogKernel<V>.Cut(sum, out var exponent, out var k, out var m);
            // What 1 + x lost, in the scale of m.
            lost *= V.ShiftLeft(V.SubtractBits(V.Bits(2046), exponent), 52);
            Pairs<V>.OrderedSum(m - 1.0, lost, out var f, out var rest);
            LogKernel<V>.OfOnePlus(f, out var high, out var low);
            return V.Choose(V.Less(Pairs<V>.Abs(x), Tiny), x, LogKernel<V>.Join(k, high, low + rest / m));
        }

        public static double Unusual(double x) => x == -1.0 ? double.NegativeInfinity : x < -1.0 ? double.NaN : Log(x);
    }
}
