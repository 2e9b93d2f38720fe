namespace Levain.Learning.Metrics;

internal sealed record WrongClass : MeanMetric
{
    public override string Name => "merror";

    private protected override bool MeasuresClasses => true;

    private protected override void Losses(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, Span<double> losses, int start)
    {
        var classes = predictions.Length / labels.Length;
        for (var i = 0; i < losses.Length; i++)
            losses[i] = Likeliest(predictions.Slice(i * classes, classes)) == ClassLabel.Of(labels[i], classes, start + i) ? 0.0 : 1.0;
    }

    /// <summary>The first of several that are equally likely.</summary>
    internal static int Likeliest(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }
}
