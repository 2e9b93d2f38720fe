using System.Runtime.CompilerServices;
using Levain.Numerics;

namespace Levain.Learning.Objectives;

internal sealed record SquaredError : AmountObjective
{
    public override string Name => "reg:squarederror";

    public override float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => (float)WeightedMean.Of(labels, weights);

    public override void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians) =>
        Slopes.Fill(default(Slope), margins, labels, weights, gradients, hessians);

    internal readonly struct Slope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V> => (gradient, hessian) = (margin - label, 1.0);
    }
}
