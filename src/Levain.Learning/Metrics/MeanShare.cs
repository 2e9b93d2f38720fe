namespace Levain.Learning.Metrics;

internal sealed record MeanShare : MeanMetric
{
    public override string Name => "mape";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            if (labels[i] == 0) throw new BuildException(FormattableString.Invariant($"metric `mape` divides by the labels, and that of row {start + i + 1} is 0"), "take `mae`, or leave such rows out");
            losses[i] = Math.Abs(((double)predictions[i] - labels[i]) / labels[i]);
        }
    }
}
