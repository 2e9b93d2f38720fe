using Levain.Learning.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record ExplainedVariance : Metric
{
    public override string Name => "r2";

    public override bool HigherIsBetter => true;

    public override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        CheckOneOutput(predictions, labels);
        if (weights.Length != 0 && weights.IndexOfAnyExcept(0f) < 0) throw NoWeight();
        var mean = WeightedMean.Of(labels, weights);
        ExactSum errors = new(), deviations = new();
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (weight == 0) continue;
            CheckNumber(predictions[i], i);
            double error = (double)predictions[i] - labels[i], deviation = labels[i] - mean;
            errors.Add(weight * (error * error));
            deviations.Add(weight * (deviation * deviation));
        }

        if (IsConstant(labels, weights)) throw new BuildException("metric `r2` compares errors with the variance of the labels, and every label is the same", "take `mse`");
        return 1.0 - errors.Value / deviations.Value;
    }

    // Not a variance of 0: the mean of equal labels may be off by a rounding.
    private static bool IsConstant(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        float? first = null;
        for (var i = 0; i < labels.Length; i++)
        {
            if (weights.Length != 0 && weights[i] == 0) continue;
            first ??= labels[i];
            if (labels[i] != first) return false;
        }

        return true;
    }
}
