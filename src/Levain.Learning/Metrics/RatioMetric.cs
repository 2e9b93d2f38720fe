using Levain.Numerics;

namespace Levain.Learning.Metrics;

/// <summary>A weighted sum over the rows as a share of another, the same in every order of the rows.</summary>
internal abstract record RatioMetric : Metric
{
    public sealed override bool HigherIsBetter => false;

    public sealed override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        CheckOneOutput(predictions, labels);
        ExactSum errors = new(), whole = new();
        var counts = false;
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (weight == 0) continue;
            CheckNumber(predictions[i], i);
            var (error, part) = OfRow(predictions[i], labels[i]);
            errors.Add(weight * error);
            whole.Add(weight * part);
            counts = true;
        }

        if (!counts) throw NoWeight();
        var divisor = whole.Value;
        return divisor == 0 ? throw NothingToDivideBy() : errors.Value / divisor;
    }

    private protected abstract (double Error, double Part) OfRow(double prediction, double label);

    private protected abstract BuildException NothingToDivideBy();
}
