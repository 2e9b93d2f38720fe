namespace Levain.Learning.Objectives;

internal sealed record AbsoluteError : AmountObjective
{
    public override string Name => "reg:absoluteerror";

    public override double? LeafQuantile => 0.5;

    public override float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => WeightedQuantile.Of(labels, weights, 0.5);

    // The sign of the error: half of it is what the pinball loss of the median has.
    public override void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians) =>
        Slopes.Fill(new StepSlope(Below: -1.0, Above: 1.0), margins, labels, weights, gradients, hessians);
}
