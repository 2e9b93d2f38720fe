using Levain.Learning.Metrics;

namespace Levain.Drawing;

/// <summary>How much of either class lies at or above each prediction, from the highest prediction down.</summary>
internal sealed record RankedSteps(IReadOnlyList<(double Positives, double Negatives)> Steps)
{
    public double Positives => Steps.Count == 0 ? 0 : Steps[^1].Positives;

    public double Negatives => Steps.Count == 0 ? 0 : Steps[^1].Negatives;

    public static RankedSteps Of(string name, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Check(name, predictions, labels, weights);
        using var rows = new RankedRows(predictions, labels, weights);
        var steps = new List<(double Positives, double Negatives)>();
        double positives = 0, negatives = 0;
        for (var rank = 0; rank < rows.Count;)
        {
            var group = rows.Next(ref rank);
            steps.Add((positives += group.Positives, negatives += group.Negatives));
        }

        return new(steps);
    }

    public static void Check(string name, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (labels.Length != predictions.Length || (weights.Length != 0 && weights.Length != predictions.Length))
            throw new BuildException($"curve `{name}` has {predictions.Length} predictions, {labels.Length} labels and {weights.Length} weights", "give a label, and a weight or none, for each prediction");
        for (var i = 0; i < predictions.Length; i++)
        {
            if (!float.IsFinite(predictions[i])) throw new BuildException($"curve `{name}` has a prediction in row {i + 1} that is not finite", "rows without a prediction have no place in a ranking: leave them out");
            if (labels[i] is not (0f or 1f)) throw new BuildException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"curve `{name}` has the label {labels[i]} in row {i + 1}"), "a classifier of two classes has labels 0 and 1");
            if (weights.Length != 0 && !(weights[i] >= 0 && float.IsFinite(weights[i]))) throw new BuildException($"curve `{name}` has a weight in row {i + 1} that is negative or not finite", "weights are 0 or more");
        }
    }
}
