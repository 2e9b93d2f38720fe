namespace Levain.Learning.Metrics;

internal sealed record MeanAbsolute : MeanMetric
{
    public override string Name => "mae";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++) losses[i] = Math.Abs((double)predictions[i] - labels[i]);
    }
}
