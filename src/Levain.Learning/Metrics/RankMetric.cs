namespace Levain.Learning.Metrics;

/// <summary>A metric of the order of the predictions alone: walks them from the highest down, equal ones at once.</summary>
internal abstract record RankMetric : Metric
{
    public sealed override bool HigherIsBetter => true;

    public sealed override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        CheckOneOutput(predictions, labels);
        var (positives, negatives) = CheckedTotals(labels, weights);
        // No order has a place for them.
        foreach (var prediction in predictions)
            if (float.IsNaN(prediction)) return double.NaN;

        using var rows = new RankedRows(predictions, labels, weights);
        return OfRanked(in rows, positives, negatives);
    }

    private protected abstract double OfRanked(in RankedRows rows, double positives, double negatives);

    private (double Positives, double Negatives) CheckedTotals(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        double positives = 0, negatives = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            CheckSide(labels[i], i);
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (labels[i] == 1f) positives += weight;
            else negatives += weight;
        }

        if (positives + negatives == 0) throw NoWeight();
        if (positives == 0 || negatives == 0)
            throw new BuildException($"metric `{Name}` compares rows labelled 0 and 1, and every row is labelled {(positives == 0 ? 0 : 1)}", "take `logloss`, or a set that holds both");
        return (positives, negatives);
    }
}
