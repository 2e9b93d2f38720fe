namespace Levain.Learning.Metrics;

internal sealed record MeanSquare : MeanMetric
{
    public override string Name => "mse";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var error = (double)predictions[i] - labels[i];
            losses[i] = error * error;
        }
    }
}
