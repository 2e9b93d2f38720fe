using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>What the options of training promise.</summary>
public sealed class TrainingTests
{
    private static readonly BoostingOptions Usual = new() { Seed = 3, Rounds = 10, Depth = 4 };

    [Fact]
    public void A_step_is_learned_exactly()
    {
        var set = Set(200, row => row < 50 ? 1f : 5f);

        var model = Trained.On(set, null, Usual with { Rounds = 60, L2 = 0 });

        var predictions = new TreeScorer(model).Predict(set.Features);
        for (var row = 0; row < 200; row++) Assert.Equal(row < 50 ? 1f : 5f, predictions[row], 1e-3f);
    }

    [Theory]
    [InlineData("rising", "squared error")]
    [InlineData("falling", "squared error")]
    [InlineData("rising", "logistic")]
    [InlineData("rising", "poisson")]
    [InlineData("falling", "absolute error")]
    [InlineData("rising", "quantile 0.9")]
    public void A_monotone_feature_moves_the_prediction_one_way(string direction, string name)
    {
        var objective = Objectives.ObjectiveCases.All[name];
        var random = new CounterRandom(8);
        var columns = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 3000).Select(row => (float)random.Fork((ulong)i).Normal((ulong)row)).ToArray()).ToArray();
        // The feature waves, so that trees would like to follow it down too.
        float[] labels = [.. Enumerable.Range(0, 3000).Select(row => (float)(Math.Sin(3 * columns[0][row]) + 0.3 * columns[0][row] + columns[1][row] + 0.3 * random.Normal((ulong)(row + 100_000))))];
        if (name == "logistic") labels = [.. labels.Select(label => label > 0 ? 1f : 0f)];
        if (name == "poisson") labels = [.. labels.Select(label => (float)Math.Floor(Math.Exp(0.5 * label)))];
        var set = new TrainingSet(new DenseMatrix([new("a"), new("b"), new("c"), new("d")], columns), labels);
        var options = Usual with { Objective = objective, Rounds = 30, Depth = 6, Monotone = new Dictionary<string, Monotone> { ["a"] = direction == "rising" ? Monotone.Rising : Monotone.Falling } };

        var scorer = new TreeScorer(Trained.On(set, null, options));

        for (var at = 0ul; at < 300; at++)
        {
            float[] row = [0, .. Enumerable.Range(1, 3).Select(i => (float)(2 * random.Fork((ulong)(50 + i)).Normal(at)))];
            var before = float.NaN;
            for (var a = -4f; a <= 4f; a += 0.05f)
            {
                row[0] = a;
                var margin = new float[1];
                scorer.Margins(row, margin);
                if (!float.IsNaN(before)) Assert.True(direction == "rising" ? margin[0] >= before - 1e-6f : margin[0] <= before + 1e-6f, $"from {before:R} to {margin[0]:R} at {a}");
                before = margin[0];
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(31)]
    public void Leaf_wise_growth_has_so_many_leaves_and_no_more(int leaves)
    {
        var model = Trained.On(Noise(3000), null, Usual with { Growth = Growth.LeafWise, Leaves = leaves, Depth = 0 });

        Assert.All(model.Trees, tree => Assert.Equal(leaves, tree.LeafCount));
    }

    [Fact]
    public void A_limit_of_leaves_holds_for_growth_by_levels_too() =>
        Assert.All(Trained.On(Noise(3000), null, Usual with { Leaves = 5 }).Trees, tree => Assert.Equal(5, tree.LeafCount));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_tree_is_deeper_than_asked(int depth) =>
        Assert.All(Trained.On(Noise(2000), null, Usual with { Depth = depth }).Trees, tree => Assert.InRange(DepthOf(tree, 0), 1, depth));

    [Fact]
    public void Early_stopping_keeps_the_best_round()
    {
        var (training, validation) = (Noise(300), Noise(300, seed: 77));
        var seen = new Rounds();

        var model = Trained.On(training, validation, Usual with { Rounds = 400, Patience = 7, LearningRate = 0.5 }, seen, threads: 1);

        var metrics = seen.Reports.Select(report => report.Validation!.Value).ToList();
        var best = metrics.IndexOf(metrics.Min());
        Assert.Equal(best + 1, model.Trees.Length);
        Assert.Equal(best + 7, metrics.Count - 1);
        Assert.Equal(metrics[best], Metric.Rmse.Of(new TreeScorer(model).Predict(validation.Features), validation.Labels, []), 1e-9);
    }

    [Fact]
    public void Early_stopping_follows_a_metric_that_should_rise()
    {
        var (training, validation) = (Classes(400, 1), Classes(400, 2));
        var seen = new Rounds();

        var model = Trained.On(training, validation, Usual with { Objective = Objective.Logistic, Metric = Metric.Auc, Rounds = 200, Patience = 5 }, seen, threads: 1);

        var metrics = seen.Reports.Select(report => report.Validation!.Value).ToList();
        Assert.Equal(metrics.IndexOf(metrics.Max()) + 1, model.Trees.Length);
        Assert.True(metrics.Count < 200);
    }

    [Fact]
    public void Progress_counts_every_round()
    {
        var seen = new Rounds();

        Trained.On(Noise(200), null, Usual, seen);

        Assert.Equal(Enumerable.Range(1, 10), seen.Reports.Select(report => report.Round));
        Assert.All(seen.Reports, report => Assert.Equal(10, report.Rounds));
    }

    [Fact]
    public void A_cancelled_training_ends_within_a_round()
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new Rounds { AfterEach = round => { if (round == 3) cancellation.Cancel(); } };

        Assert.ThrowsAny<OperationCanceledException>(() => Boosting.Fit(Noise(2000), null, Usual with { Rounds = 1000 }, seen, threads: 2, cancellation.Token));

        Assert.Equal(3, seen.Reports.Count);
    }

    [Fact]
    public void Rows_and_features_are_drawn_in_their_share()
    {
        var sampled = Trained.On(Noise(4000), null, Usual with { Rows = 0.5, ColumnsPerTree = 0.5, L2 = 0 });

        Assert.All(sampled.Trees, tree => Assert.InRange(tree.Nodes[0].Cover, 1800, 2200));
        // Eight features, of which each tree may ask four.
        Assert.All(sampled.Trees, tree => Assert.InRange(tree.Nodes.Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Count(), 1, 4));
        Assert.True(sampled.Trees.SelectMany(tree => tree.Nodes.Where(node => !node.IsLeaf)).Select(node => node.Feature).Distinct().Count() > 4);
    }

    [Fact]
    public void A_row_of_weight_two_counts_as_two_rows()
    {
        var set = Noise(400);
        int[] twice = [.. Enumerable.Range(0, 400), .. Enumerable.Range(0, 400).Where(row => row % 3 == 0)];
        var doubled = new TrainingSet(set.Features.Take(twice), [.. twice.Select(row => set.Labels[row])]);
        var weighted = set with { Weights = [.. Enumerable.Range(0, 400).Select(row => row % 3 == 0 ? 2f : 1f)] };
        var options = Usual with { Rounds = 1, Depth = 2, LearningRate = 1 };

        Tree byWeight = Trained.On(weighted, null, options).Trees[0], byRows = Trained.On(doubled, null, options).Trees[0];

        // Rounding of gradients is by chance, so the same up to that.
        Assert.Equal(byRows.Nodes.Length, byWeight.Nodes.Length);
        for (var i = 0; i < byRows.Nodes.Length; i++) Assert.Equal(byRows.Nodes[i].Cover, byWeight.Nodes[i].Cover, 0.02f * byRows.Nodes[i].Cover);
    }

    [Fact]
    public void A_row_without_weight_is_as_good_as_none()
    {
        var set = Noise(500);
        var spoiled = set with { Labels = [.. set.Labels.Select((label, row) => row % 5 == 0 ? 1e6f : label)], Weights = [.. set.Labels.Select((_, row) => row % 5 == 0 ? 0f : 1f)] };

        var predictions = new TreeScorer(Trained.On(spoiled, null, Usual)).Predict(set.Features);

        Assert.All(predictions, prediction => Assert.InRange(prediction, -10, 10));
    }

    [Fact]
    public void The_schedule_makes_later_trees_small()
    {
        var set = Noise(500);
        var options = Usual with { Rounds = 3, Depth = 2 };

        var (plain, stepped) = (Trained.On(set, null, options), Trained.On(set, null, options with { Schedule = LearningRateSchedule.Steps(0.5, 1) }));

        Assert.Equal(plain.Trees[0].Nodes.ToArray(), stepped.Trees[0].Nodes.ToArray());
        Assert.All(stepped.Trees[1].Nodes.Where(node => node.IsLeaf), leaf => Assert.Equal(0.15f * leaf.Weight, leaf.Value, 1e-6f));
    }

    [Fact]
    public void Missing_values_take_a_side_of_their_own()
    {
        float[] column = [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 ? float.NaN : row)], labels = [.. column.Select(value => float.IsNaN(value) ? 10f : 1f)];
        var set = new TrainingSet(new DenseMatrix([new("x")], [column]), labels);

        var predictions = new TreeScorer(Trained.On(set, null, Usual with { Rounds = 40, L2 = 0 })).Predict(set.Features);

        for (var row = 0; row < 300; row++) Assert.Equal(labels[row], predictions[row], 0.01f);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public void Categories_are_told_apart_in_sets(int categories)
    {
        var random = new CounterRandom(1);
        float[] codes = [.. Enumerable.Range(0, 4000).Select(row => random.Below((ulong)row, categories))], labels = [.. codes.Select(code => (int)code % 3 == 1 ? 4f : -1f)];
        var set = new TrainingSet(new DenseMatrix([new("c", FeatureKind.Category)], [codes]), labels);

        var model = Trained.On(set, null, Usual with { Rounds = 40, Depth = 3, L2 = 0 });

        var predictions = new TreeScorer(model).Predict(set.Features);
        for (var row = 0; row < 4000; row++) Assert.Equal(labels[row], predictions[row], 0.05f);
    }

    [Fact]
    public void Without_anything_to_ask_the_base_score_is_predicted()
    {
        var set = new TrainingSet(new DenseMatrix([new("a"), new("b")], [[3, 3, 3, 3], [float.NaN, float.NaN, float.NaN, float.NaN]]), [1, 2, 3, 6]);

        var model = Trained.On(set, null, Usual);

        Assert.All(model.Trees, tree => Assert.True(tree.Nodes[0].IsLeaf));
        Assert.All(new TreeScorer(model).Predict(set.Features), prediction => Assert.Equal(3f, prediction, 1e-4f));
    }

    private static int DepthOf(Tree tree, int node) => tree.Nodes[node].IsLeaf ? 0 : 1 + Math.Max(DepthOf(tree, tree.Nodes[node].Left), DepthOf(tree, tree.Nodes[node].Right));

    private static TrainingSet Set(int rows, Func<int, float> label) =>
        new(new DenseMatrix([new("x")], [[.. Enumerable.Range(0, rows).Select(row => (float)row)]]), [.. Enumerable.Range(0, rows).Select(label)]);

    /// <summary>Eight features, all of which say a little, and noise.</summary>
    private static TrainingSet Noise(int rows, ulong seed = 1)
    {
        var random = new CounterRandom(seed);
        var columns = Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, rows).Select(row => (float)random.Fork((ulong)i).Normal((ulong)row)).ToArray()).ToArray();
        float[] labels = [.. Enumerable.Range(0, rows).Select(row => (float)(columns.Sum(column => Math.Sin(column[row])) + random.Normal((ulong)row)))];
        return new(new DenseMatrix([.. Enumerable.Range(0, 8).Select(i => new Feature($"f{i}"))], columns), labels);
    }

    private static TrainingSet Classes(int rows, ulong seed)
    {
        var set = Noise(rows, seed);
        return set with { Labels = [.. set.Labels.Select(label => label > 0 ? 1f : 0f)] };
    }

    private sealed class Rounds : IProgress<BoostingRound>
    {
        public List<BoostingRound> Reports { get; } = [];

        public Action<int> AfterEach { get; init; } = _ => { };

        public void Report(BoostingRound value)
        {
            Reports.Add(value);
            AfterEach(value.Round);
        }
    }
}
