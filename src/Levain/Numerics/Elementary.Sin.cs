using System.Runtime.CompilerServices;

namespace Levain.Numerics;

public static partial class Elementary
{
    // Below 2^-30, x³ is less than a hundredth of the last place of x.
    private const double TinyAngle = 9.313225746154785e-10;

    /// <summary>The sine of x radians, for any finite x; keeps the sign of a zero. Measured: 0.55 ulp.</summary>
    /// <remarks>Above 1.6 million it is computed one at a time, with 192 bits of 2/π.</remarks>
    public static double Sin(double x) => Spans.At<SinFunction>(x);

    /// <inheritdoc cref="Sin(double)"/>
    public static void Sin(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<SinFunction>(x, destination);

    /// <summary>The cosine of x radians, for any finite x. Measured: 0.55 ulp.</summary>
    /// <remarks>Above 1.6 million it is computed one at a time, with 192 bits of 2/π.</remarks>
    public static double Cos(double x) => Spans.At<CosFunction>(x);

    /// <inheritdoc cref="Cos(double)"/>
    public static void Cos(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<CosFunction>(x, destination);

    /// <summary>The tangent of x radians, for any finite x; keeps the sign of a zero. Measured: 0.56 ulp.</summary>
    /// <remarks>Above 1.6 million it is computed one at a time, with 192 bits of 2/π.</remarks>
    public static double Tan(double x) => Spans.At<TanFunction>(x);

    /// <inheritdoc cref="Tan(double)"/>
    public static void Tan(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<TanFunction>(x, destination);

    internal readonly struct SinFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            var size = Pairs<V>.Abs(x);
            unusual = NotBelow(size, AngleKernel<V>.Limit);
            AngleKernel<V>.Reduce(x, out var quarters, out var r, out var rest);
            return V.Choose(V.Less(size, TinyAngle), x, AngleKernel<V>.Turned(quarters, r, rest));
        }

        public static double Unusual(double x)
        {
            if (!double.IsFinite(x)) return double.NaN;

            HugeAngle.Reduce(x, out var quarters, out var r, out var rest);
            return AngleKernel<OneLane>.Turned(quarters, r, rest);
        }
    }

    internal readonly struct CosFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            unusual = NotBelow(Pairs<V>.Abs(x), AngleKernel<V>.Limit);
            AngleKernel<V>.Reduce(x, out var quarters, out var r, out var rest);
            return AngleKernel<V>.Turned(V.AddBits(quarters, V.Bits(1)), r, rest);
        }

        public static double Unusual(double x)
        {
            if (!double.IsFinite(x)) return double.NaN;

            HugeAngle.Reduce(x, out var quarters, out var r, out var rest);
            return AngleKernel<OneLane>.Turned(OneLane.AddBits(quarters, OneLane.Bits(1)), r, rest);
        }
    }

    internal readonly struct TanFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            var size = Pairs<V>.Abs(x);
            unusual = NotBelow(size, AngleKernel<V>.Limit);
            AngleKernel<V>.Reduce(x, out var quarters, out var r, out var rest);
            return V.Choose(V.Less(size, TinyAngle), x, AngleKernel<V>.Tangent(quarters, r, rest));
        }

        public static double Unusual(double x)
        {
            if (!double.IsFinite(x)) return double.NaN;

            HugeAngle.Reduce(x, out var quarters, out var r, out var rest);
            return AngleKernel<OneLane>.Tangent(quarters, r, rest);
        }
    }
}
