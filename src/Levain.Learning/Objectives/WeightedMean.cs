using Levain.Numerics;

namespace Levain.Learning.Objectives;

/// <summary>The mean of labels, each counted by its weight, the same in every order of the rows.</summary>
internal static class WeightedMean
{
    /// <param name="positiveWeight">What the weight of a row labelled 1 is multiplied with.</param>
    public static double Of(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double positiveWeight = 1.0)
    {
        ExactSum sum = new(), total = new();
        for (var i = 0; i < labels.Length; i++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[i];
            if (labels[i] == 1f) weight *= positiveWeight;
            sum.Add(weight * labels[i]);
            total.Add(weight);
        }

        return sum.Value / total.Value;
    }
}
