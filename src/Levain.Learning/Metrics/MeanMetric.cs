using Levain.Numerics;

namespace Levain.Learning.Metrics;

/// <summary>The weighted mean of a loss of each row, the same in every order of the rows.</summary>
internal abstract record MeanMetric : Metric
{
    // So many losses stay near the processor.
    private const int Piece = 512;

    public sealed override bool HigherIsBetter => false;

    private protected virtual bool MeasuresClasses => false;

    public sealed override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        if (!MeasuresClasses) CheckOneOutput(predictions, labels);
        var outputs = predictions.Length / labels.Length;
        Span<double> losses = stackalloc double[Piece];
        ExactSum sum = new(), total = new();
        for (var start = 0; start < labels.Length; start += Piece)
        {
            var count = Math.Min(Piece, labels.Length - start);
            var piece = losses[..count];
            Losses(predictions.Slice(start * outputs, count * outputs), labels.Slice(start, count), piece, start);
            if (weights.Length != 0) Weigh(piece, weights.Slice(start, count), total);
            sum.Add(piece);
        }

        var counted = weights.Length == 0 ? labels.Length : total.Value;
        return counted > 0 ? OfMean(sum.Value / counted) : throw NoWeight();
    }

    /// <param name="start">The number of the first row.</param>
    private protected abstract void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start);

    private protected virtual double OfMean(double mean) => mean;

    private static void Weigh(Span<double> losses, ReadOnlySpan<float> weights, ExactSum total)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            // Not 0 times a loss that may be infinite.
            losses[i] = weights[i] == 0 ? 0.0 : losses[i] * weights[i];
            total.Add(weights[i]);
        }
    }
}
