using System.Collections.Immutable;
using Levain.Learning.Explaining;
using Levain.Learning.Scoring;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>How much worse predictions become when a feature's values are dealt to other rows.</summary>
/// <param name="Mean">By how much the metric becomes worse on average: positive where the feature helps.</param>
/// <param name="Deviation">The standard deviation over the repeats (of a sample: n - 1); 0 for one repeat.</param>
public sealed record PermutationImportance(Feature Feature, double Mean, double Deviation)
{
    /// <summary>One for each feature of the model, in its order. Rows that training did not see say more than those that it did.</summary>
    /// <param name="seed">Decides who gets whose value; every feature and repeat has an order of its own.</param>
    public static ImmutableArray<PermutationImportance> Of(TreeScorer scorer, TrainingSet rows, Metric metric, ulong seed, int repeats = 5, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeats);
        if (rows.RowCount == 0) throw new BuildException("permutation importance needs rows, and there are none");
        var permuted = new PermutedScores(scorer, rows, metric, threads);
        return [.. Enumerable.Range(0, scorer.FeatureCount).Select(feature => Of(scorer.Model.Features[feature], permuted.Losses(feature, new CounterRandom(seed).Fork((ulong)feature), repeats)))];
    }

    private static PermutationImportance Of(Feature feature, double[] losses)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var loss in losses) mean += loss / losses.Length;
        foreach (var loss in losses) squares += (loss - mean) * (loss - mean);
        return new(feature, mean, losses.Length == 1 ? 0 : Math.Sqrt(squares / (losses.Length - 1)));
    }
}
