namespace Levain.Learning.Metrics;

internal sealed record WrongSide : MeanMetric
{
    public override string Name => "error";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++) losses[i] = predictions[i] > 0.5f ? 1.0 - labels[i] : labels[i];
    }
}
