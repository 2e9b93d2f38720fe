namespace Levain.Learning.Objectives;

internal sealed record QuantileError : AmountObjective
{
    /// <summary>The share of labels that lie below, between 0 and 1.</summary>
    public required double Alpha
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new BuildException(FormattableString.Invariant($"a quantile lies between 0 and 1, and {value} does not"), "0.5 is the median");
    }

    public override string Name => "reg:quantileerror";

    public override double? LeafQuantile => Alpha;

    internal override ObjectiveParameter? Parameter => new("quantile_loss_param", "quantile_alpha", Alpha);

    public override float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => WeightedQuantile.Of(labels, weights, Alpha);

    public override void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians) =>
        Slopes.Fill(new StepSlope(Below: -Alpha, Above: 1.0 - Alpha, AtZero: 1.0 - Alpha), margins, labels, weights, gradients, hessians);
}
