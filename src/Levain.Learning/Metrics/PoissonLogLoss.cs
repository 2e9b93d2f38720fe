using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record PoissonLogLoss : MeanMetric
{
    private const double LeastRate = 1e-16;

    public override string Name => "poisson-nloglik";

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        for (var i = 0; i < losses.Length; i++) losses[i] = Math.Max(predictions[i], LeastRate);
        Elementary.Log(losses, losses);
        for (var i = 0; i < losses.Length; i++)
            losses[i] = Math.Max(predictions[i], LeastRate) - labels[i] * losses[i] + LogGamma.OfOnePlus(labels[i]);
    }
}
