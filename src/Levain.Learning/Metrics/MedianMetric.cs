namespace Levain.Learning.Metrics;

/// <summary>The weighted median of a loss of each row, the same in every order of the rows.</summary>
internal abstract record MedianMetric : Metric
{
    public sealed override bool HigherIsBetter => false;

    public sealed override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        CheckOneOutput(predictions, labels);
        var losses = new double[labels.Length];
        var theirs = weights.Length == 0 ? [] : new float[labels.Length];
        var count = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            if (weights.Length != 0 && weights[i] == 0) continue;
            CheckNumber(predictions[i], i);
            if (theirs.Length != 0) theirs[count] = weights[i];
            losses[count++] = Loss(predictions[i], labels[i], i);
        }

        if (count == 0) throw NoWeight();
        var counted = losses.AsSpan(0, count);
        return theirs.Length == 0 ? Median.Of(counted) : Median.Of(counted, theirs.AsSpan(0, count));
    }

    private protected abstract double Loss(double prediction, double label, int row);
}
