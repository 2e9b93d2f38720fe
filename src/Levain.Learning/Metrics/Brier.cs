namespace Levain.Learning.Metrics;

internal sealed record Brier : MeanMetric
{
    public override string Name => "brier";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            CheckSide(labels[i], start + i);
            CheckProbability(predictions[i], start + i);
            var error = (double)predictions[i] - labels[i];
            losses[i] = error * error;
        }
    }
}
