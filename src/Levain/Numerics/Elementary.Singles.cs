using System.Runtime.CompilerServices;

namespace Levain.Numerics;

public static partial class Elementary
{
    /// <summary>e^x in single precision, several times as fast as over doubles. Overflows to infinity above 88.72, goes through the subnormal numbers to 0 below -103.97. Measured: 0.5 ulp.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> destination) => Singles.Map<SingleExpFunction>(x, destination);

    /// <summary>The logistic function 1/(1 + e^-x) in single precision, several times as fast as over doubles. Measured: 0.5 ulp.</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> destination) => Singles.Map<SingleSigmoidFunction>(x, destination);

    internal readonly struct SingleExpFunction : ISingleFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<V>(V x, out V result) where V : struct, ILanes<V>
        {
            var power = SingleKernel<V>.Exp(x);
            var number = V.Less(x, 0.0) | V.Less(-1.0, x);
            result = V.Choose(number, power, double.NaN);
        }
    }

    internal readonly struct SingleSigmoidFunction : ISingleFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<V>(V x, out V result) where V : struct, ILanes<V>
        {
            var share = SingleKernel<V>.Sigmoid(x, out _);
            var number = V.Less(x, 0.0) | V.Less(-1.0, x);
            result = V.Choose(number, share, double.NaN);
        }
    }
}
