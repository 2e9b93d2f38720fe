using Levain.Learning.Tests.Trees.Training;
using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Forests;

public sealed class RandomForestTests
{
    private static readonly ForestOptions Usual = new() { Seed = 5, Trees = 60, Depth = 7, LeafRows = 4 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_forest_is_the_same_for_any_number_of_threads(int threads)
    {
        var set = DrawnSet.Of(21, 1500, 9);

        Assert.Equal(ModelBytes.Of(Fit(set.Training, Usual, 1), set.Validation.Features), ModelBytes.Of(Fit(set.Training, Usual, threads), set.Validation.Features));
    }

    [Fact]
    public void A_known_surface_is_recovered()
    {
        var (training, test) = (Waves(4000, 1), Waves(1000, 2));

        var predictions = new TreeScorer(Fit(training, Usual)).Predict(test.Features);

        // The noise has a deviation of 0.2; the labels of about 0.9.
        Assert.InRange(Metric.Rmse.Of(predictions, test.Labels, []), 0.2, 0.34);
    }

    [Fact]
    public void Labels_of_0_and_1_give_probabilities()
    {
        var training = Signs(Waves(3000, 3));

        var predictions = new TreeScorer(Fit(training, Usual)).Predict(training.Features);

        Assert.All(predictions, prediction => Assert.InRange(prediction, -1e-5f, 1 + 1e-5f));
        Assert.True(Metric.Auc.Of(predictions, training.Labels, []) > 0.95);
    }

    [Fact]
    public void One_tree_with_all_features_predicts_the_means_of_its_leaves()
    {
        var features = new DenseMatrix([new("x")], [[1, 2, 3, 4, 5, 6, 7, 8]]);
        var model = Fit(new(features, [0, 0, 0, 0, 8, 8, 8, 8]), Usual with { Trees = 1, Depth = 1, LeafRows = 1, ColumnsPerNode = 1 });

        Assert.Equal([0f, 8f], new TreeScorer(model).Predict(features).Select(value => MathF.Round(value, 2)).Distinct().Order());
    }

    [Fact]
    public void A_node_with_fewer_rows_than_a_split_needs_is_a_leaf()
    {
        var set = Waves(200, 4);

        Assert.All(Fit(set, Usual with { SplitRows = 500 }).Trees, tree => Assert.Single(tree.Nodes));
        Assert.All(Fit(set, Usual with { LeafRows = 30 }).Trees, tree => Assert.All(tree.Nodes, node => Assert.True(node.Cover >= 30)));
    }

    [Theory]
    [InlineData("RandomForestRegressor", "predict")]
    [InlineData("RandomForestClassifier", "predict_proba")]
    public async Task It_is_as_good_as_the_forest_of_sklearn(string learner, string predict)
    {
        var (training, test) = (Waves(3000, 7), Waves(3000, 8));
        if (learner == "RandomForestClassifier") (training, test) = (Signs(training), Signs(test));

        var answer = await Python.AskAsync($$"""
            from sklearn.ensemble import {{learner}}
            matrix = lambda columns: np.array(columns, dtype=np.float32).T
            model = {{learner}}(n_estimators=100, max_depth=7, min_samples_split=4, min_samples_leaf=4, max_features="sqrt", random_state=1)
            model.fit(matrix(given["columns"]), given["labels"])
            answer = {"predictions": model.{{predict}}(matrix(given["test"])).reshape(3000, -1)[:, -1].tolist()}
            """, new { columns = Columns(training), test = Columns(test), labels = training.Labels });

        var mine = Metric.Rmse.Of(new TreeScorer(Fit(training, Usual with { Trees = 100, SplitRows = 4 })).Predict(test.Features), test.Labels, []);
        var theirs = Metric.Rmse.Of([.. answer.Numbers("predictions").Select(number => (float)number)], test.Labels, []);
        TestContext.Current.TestOutputHelper!.WriteLine($"rmse {mine:F5} here, {theirs:F5} there");
        Assert.True(mine <= theirs * 1.03, $"{mine:F5} here and {theirs:F5} there");
    }

    private static TrainingSet Signs(TrainingSet set) => set with { Labels = [.. set.Labels.Select(label => label > 0 ? 1f : 0f)] };

    private static float[][] Columns(TrainingSet set) => [.. Enumerable.Range(0, set.Features.Features.Count).Select(feature => ((DenseMatrix)set.Features).Column(feature).ToArray())];

    [Fact]
    public void Options_that_cannot_be_are_refused_where_they_are_set()
    {
        Assert.Equal("`Trees` is 0, and must be from 1 to 100000", Assert.Throws<BuildException>(() => Usual with { Trees = 0 }).Message);
        Assert.Equal("`ColumnsPerNode` is 1.5, and must be above 0 and not above 1", Assert.Throws<BuildException>(() => Usual with { ColumnsPerNode = 1.5 }).Message);
        Assert.Equal("the training set has no rows", Assert.Throws<BuildException>(() => Fit(new(new DenseMatrix([new("x")], [[]]), []), Usual)).Message);
    }

    private static TreeModel Fit(TrainingSet training, ForestOptions options, int threads = 2) => RandomForest.Fit(training, options, null, threads, TestContext.Current.CancellationToken);

    private static TrainingSet Waves(int rows, int seed)
    {
        var random = new CounterRandom((ulong)seed);
        var columns = Enumerable.Range(0, 4).Select(feature => Enumerable.Range(0, rows).Select(row => (float)(4 * random.Fork((ulong)feature).Uniform((ulong)row) - 2)).ToArray()).ToArray();
        return new(
            new DenseMatrix([.. Enumerable.Range(0, 4).Select(feature => new Feature($"f{feature}"))], columns),
            [.. Enumerable.Range(0, rows).Select(row => (float)(Math.Sin(2 * columns[0][row]) + (columns[1][row] > 0 ? 0.5 : -0.5) + 0.2 * random.Normal((ulong)row)))]);
    }
}
