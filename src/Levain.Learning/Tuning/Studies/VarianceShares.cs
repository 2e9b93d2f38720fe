namespace Levain.Learning.Tuning;

/// <summary>Which share of the variance of scores each parameter explains alone, over its whole range and whatever the others are: functional ANOVA on the trees of a forest (Hutter and others 2014).</summary>
/// <remarks>Trials crowd where a study looked; a forest learns from them what is true of the whole space, which is why it is not enough to correlate.</remarks>
internal static class VarianceShares
{
    private const int Trees = 64;

    /// <param name="places">For each parameter the place of each trial, from 0 to 1.</param>
    public static double[] Of(double[][] places, double[] scores)
    {
        var shares = new double[places.Length];
        if (scores.Length < 2 || scores.Max() is var high && scores.Min() is var low && !(high > low)) return shares;
        var set = new TrainingSet(
            new DenseMatrix([.. places.Select((_, i) => new Feature($"{i}"))], [.. places.Select(places => Array.ConvertAll(places, place => (float)place))]),
            Array.ConvertAll(scores, score => (float)((score - low) / (high - low))));
        var forest = RandomForest.Fit(set, new() { Seed = 1, Trees = Trees, Depth = 16, ColumnsPerNode = 1 }, threads: 1);
        var counted = 0;
        foreach (var tree in forest.Trees)
        {
            var boxes = new TreeBoxes(tree, places.Length);
            if (!(boxes.Variance > 0)) continue;
            counted++;
            for (var i = 0; i < shares.Length; i++) shares[i] += boxes.VarianceOf(i) / boxes.Variance;
        }

        for (var i = 0; i < shares.Length; i++) shares[i] /= Math.Max(1, counted);
        return shares;
    }
}
