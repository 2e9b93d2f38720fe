using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record CalibrationError : Metric
{
    /// <summary>Into how many parts of equal width probabilities are put.</summary>
    public required int Bins
    {
        get;
        init => field = value >= 1 ? value : throw new BuildException($"calibration is measured in at least one bin, and {value} are asked for", "10 is usual");
    }

    public override string Name => "ece";

    public override bool HigherIsBetter => false;

    public override double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckLengths(predictions, labels, weights);
        CheckOneOutput(predictions, labels);
        var total = new ExactSum();
        // By how much labels are above probabilities: the weight of a bin cancels out, so its sum is enough.
        var excess = new ExactSum?[Bins];
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            CheckSide(labels[i], i);
            CheckProbability(predictions[i], i);
            var bin = excess[Bin(predictions[i])] ??= new();
            bin.Add(weight * labels[i]);
            bin.Add(-(weight * predictions[i]));
            total.Add(weight);
        }

        var counted = total.Value;
        if (counted == 0) throw NoWeight();
        var sum = new ExactSum();
        foreach (var bin in excess) sum.Add(Math.Abs(bin?.Value ?? 0.0));
        return sum.Value / counted;
    }

    private int Bin(double probability) => Math.Max(0, (int)Math.Ceiling(probability * Bins) - 1);
}
