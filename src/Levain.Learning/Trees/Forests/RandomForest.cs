using System.Collections.Immutable;
using Levain.Learning.Training;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>Grows random forests (Breiman 2001): each tree learns from as many rows as there are, drawn with replacement, and asks a few features at each node; a prediction is the mean of all.</summary>
/// <remarks>
/// Amounts, or 0 and 1, for which the mean is a probability. Splits lower the squared error, which for 0 and 1 is half of Gini's impurity.
/// Like boosted trees the forest is the same, bit for bit, for any number of threads and on any processor.
/// </remarks>
public static class RandomForest
{
    /// <param name="threads">0 for as many as there are processors.</param>
    public static TreeModel Fit(TrainingSet training, ForestOptions options, IProgress<BoostingRound>? progress = null, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        var boosting = Growing(options, training.Features.Features.Count);
        Checks.Of(training, null, boosting);
        var crew = new Crew(threads, cancellation);
        var profiles = Profiles.Of(training.Features, boosting, crew);
        using var matrix = Binner.Bin(training.Features, profiles, crew);
        using var grower = new TreeGrower(matrix, boosting, new Dictionary<int, Monotone>(), crew) { MinSplitWeight = options.SplitRows };
        var mean = Objective.SquaredError.BaseScore(training.Labels, training.Weights);
        var draw = new ForestDraw(training, mean, crew);
        var trees = ImmutableArray.CreateBuilder<Tree>(options.Trees);
        var random = new CounterRandom(options.Seed);
        for (var tree = 0; tree < options.Trees; tree++)
        {
            var draws = random.Fork((ulong)tree);
            var rows = draw.Fill(grower.Rows, draws);
            var grown = grower.Grow(rows.Count, rows.Total, rows.Units, new(profiles.Length, boosting, draws));
            trees.Add(grown.ToTree(profiles, 1.0 / options.Trees));
            progress?.Report(new(tree + 1, options.Trees, null));
        }

        return new()
        {
            Features = [.. training.Features.Features],
            Objective = Objective.SquaredError,
            BaseScore = mean,
            Trees = trees.MoveToImmutable(),
            Outputs = [.. Enumerable.Repeat(0, options.Trees)],
        };
    }

    private static BoostingOptions Growing(ForestOptions options, int features) => new()
    {
        Seed = options.Seed,
        Depth = options.Depth,
        L2 = 0,
        MinChildWeight = options.LeafRows,
        Bins = options.Bins,
        ColumnsPerNode = options.ColumnsPerNode ?? Math.Sqrt(features) / features,
    };
}
