using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record ClassLogLoss : MeanMetric
{
    public override string Name => "mlogloss";

    private protected override bool MeasuresClasses => true;

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        var classes = predictions.Length / labels.Length;
        for (var i = 0; i < losses.Length; i++)
        {
            var label = ClassLabel.Of(labels[i], classes, start + i);
            losses[i] = Math.Max(predictions[i * classes + label], BinaryLogLoss.LeastProbability);
        }

        Elementary.Log(losses, losses);
        for (var i = 0; i < losses.Length; i++) losses[i] = -losses[i];
    }
}
