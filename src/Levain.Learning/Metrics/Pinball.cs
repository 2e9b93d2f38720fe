namespace Levain.Learning.Metrics;

internal sealed record Pinball : MeanMetric
{
    /// <summary>The share of labels that should lie below the prediction.</summary>
    public required double Alpha
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new BuildException(FormattableString.Invariant($"a quantile lies between 0 and 1, and {value} does not"), "0.5 is the median");
    }

    public override string Name => "quantile";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var missing = (double)labels[i] - predictions[i];
            losses[i] = missing >= 0 ? Alpha * missing : (Alpha - 1.0) * missing;
        }
    }
}
