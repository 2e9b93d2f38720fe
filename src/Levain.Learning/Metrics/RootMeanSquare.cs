namespace Levain.Learning.Metrics;

internal sealed record RootMeanSquare : MeanMetric
{
    public override string Name => "rmse";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var error = (double)predictions[i] - labels[i];
            losses[i] = error * error;
        }
    }

    private protected override double OfMean(double mean) => Math.Sqrt(mean);
}
