using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record Coverage : Metric
{
    public override string Name => "coverage";

    public override bool HigherIsBetter => true;

    public override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        if (predictions.Length != 2L * labels.Length)
            throw new BuildException($"metric `coverage` measures a lower and an upper number for each row, and {predictions.Length / labels.Length} are predicted", "put the lower and the upper one of a row together");
        ExactSum inside = new(), total = new();
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (weight == 0) continue;
            var (lower, upper) = (predictions[2 * i], predictions[2 * i + 1]);
            CheckNumber(lower, i);
            CheckNumber(upper, i);
            if (lower <= labels[i] && labels[i] <= upper) inside.Add(weight);
            total.Add(weight);
        }

        var counted = total.Value;
        return counted > 0 ? inside.Value / counted : throw NoWeight();
    }
}
