using System.Runtime.CompilerServices;

namespace Levain.Numerics;

public static partial class Elementary
{
    /// <summary>e^x in single precision, several times as fast as over doubles. Overflows to infinity above 88.72, goes through the subnormal numbers to 0 below -103.97. Measured: 0.5000001 ulp.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> destination) => Singles.Map<SingleExpFunction>(x, destination);

    /// <summary>The logistic function 1/(1 + e^-x) in single precision, several times as fast as over doubles. Measured: 0.5000001 ulp.</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> destination) => Singles.Map<SingleSigmoidFunction>(x, destination);

    internal readonly struct SingleExpFunction : ISingleFunction
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => SingleKernel<V>.OrNaN(x, SingleKernel<V>.Exp(x));
    }

    internal readonly struct SingleSigmoidFunction : ISingleFunction
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Of<V>(V x) where V : struct, ILanes<V> => SingleKernel<V>.OrNaN(x, SingleKernel<V>.Sigmoid(x, out _));
    }
}
