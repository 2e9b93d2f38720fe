using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record BinaryLogLoss : MeanMetric
{
    // A probability of 0 for what happened would cost infinity.
    internal const double LeastProbability = 1e-16;

    public override string Name => "logloss";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        // One logarithm where the label is 0 or 1, which is nearly always.
        for (var i = 0; i < losses.Length; i++) losses[i] = Math.Max(labels[i] == 0 ? 1.0 - predictions[i] : predictions[i], LeastProbability);
        Elementary.Log(losses, losses);
        for (var i = 0; i < losses.Length; i++)
        {
            var share = labels[i];
            losses[i] = share is 0f or 1f ? -losses[i] : -share * losses[i] - (1.0 - share) * Elementary.Log(Math.Max(1.0 - predictions[i], LeastProbability));
        }
    }
}
