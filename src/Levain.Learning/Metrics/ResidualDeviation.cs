using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record ResidualDeviation : Metric
{
    public override string Name => "residual-deviation";

    public override bool HigherIsBetter => false;

    public override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        CheckOneOutput(predictions, labels);
        ExactSum errors = new(), total = new(), squares = new();
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (weight == 0) continue;
            CheckNumber(predictions[i], i);
            errors.Add(weight * ((double)predictions[i] - labels[i]));
            total.Add(weight);
        }

        var counted = total.Value;
        if (counted == 0) throw NoWeight();
        var mean = errors.Value / counted;
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (weight == 0) continue;
            var deviation = (double)predictions[i] - labels[i] - mean;
            squares.Add(weight * (deviation * deviation));
        }

        return Math.Sqrt(squares.Value / counted);
    }
}
