using System.Text;

namespace Levain.Learning.Tests.XGBoost;

public sealed class XGBoostTrainingTests
{
    private static readonly XGBoostOptions Quick = new() { Objective = Objective.Logistic, Rounds = 10, Depth = 4 };

    public XGBoostTrainingTests() => XGBoostSets.MustBeInstalled();

    public static TheoryData<string, XGBoostOptions> Ways => new()
    {
        { "hist", Quick },
        { "hist by leaves", Quick with { Growth = Growth.LeafWise, Leaves = 10, Depth = 0 } },
        { "approx", Quick with { Method = XGBoostMethod.Approx } },
        { "exact", Quick with { Method = XGBoostMethod.Exact } },
        { "a sample", Quick with { Rows = 0.7, ColumnsPerTree = 0.6, ColumnsPerLevel = 0.9, Seed = 42 } },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void One_thread_and_two_make_the_same_bytes(string way, XGBoostOptions options)
    {
        var set = XGBoostSets.Dense(20_000);

        Assert.True(Fit(set, options).AsSpan().SequenceEqual(Fit(set, options with { Threads = 2 })), way);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Each_way_of_training_learns(string way, XGBoostOptions options)
    {
        var (training, test) = (XGBoostSets.Dense(5_000, seed: 1), XGBoostSets.Dense(2_000, seed: 2));

        var right = Predict(Fit(training, options), test.Features).Zip(test.Labels).Count(each => each.First > 0.5f == each.Second > 0.5f);

        Assert.True(right > 0.75 * test.RowCount, $"{way}: {right} of {test.RowCount}");
    }

    [Fact]
    public void Another_seed_is_another_sample()
    {
        var set = XGBoostSets.Dense(2_000);

        Assert.NotEqual(Text(Fit(set, Quick with { Rows = 0.5, Seed = 1 })), Text(Fit(set, Quick with { Rows = 0.5, Seed = 2 })));
    }

    [Fact]
    public void Training_stops_when_the_validation_set_no_longer_improves()
    {
        var (training, validation) = (XGBoostSets.Dense(300), XGBoostSets.Dense(300, seed: 2));
        List<double> scores = [];

        var model = new XGBoostTraining(Quick with { Rounds = 500, Patience = 5 }, new Heard(round => scores.Add(round.Validation!.Value)), CancellationToken.None).Run(training, validation);

        var best = scores.IndexOf(scores.Min());
        Assert.Equal(best + 6, scores.Count);
        Assert.Contains($"\"best_iteration\":\"{best}\"", Text(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_training_ends()
    {
        using var source = new CancellationTokenSource();
        var rounds = 0;

        Assert.Throws<OperationCanceledException>(() => new XGBoostTraining(Quick with { Rounds = 1000 }, new Heard(round =>
        {
            if ((rounds = round.Round) == 3) source.Cancel();
        }), source.Token).Run(XGBoostSets.Dense(100), null));

        Assert.Equal(3, rounds);
    }

    [Fact]
    public void A_prediction_that_may_only_rise_does()
    {
        var set = XGBoostSets.Dense(3_000);
        var model = Fit(set, Quick with { Monotone = new Dictionary<string, Monotone> { ["f1"] = Monotone.Rising } });
        float[] steps = [.. Enumerable.Range(-30, 61).Select(step => step / 10f)];

        var predictions = Predict(model, new DenseMatrix(set.Features.Features, [.. Enumerable.Range(0, 5).Select(column => column == 1 ? steps : new float[steps.Length])]));

        Assert.Equal(predictions.Order(), predictions);
        Assert.True(predictions[^1] > predictions[0]);
    }

    [Fact]
    public void A_weight_of_two_is_the_row_twice()
    {
        var set = XGBoostSets.Dense(400);
        var twice = new TrainingSet(set.Features.Take([.. Enumerable.Range(0, 800).Select(i => i % 400)]), [.. set.Labels, .. set.Labels]);

        // Bins depend on the number of rows: the exact method has none.
        var exact = Quick with { Method = XGBoostMethod.Exact };

        Assert.Equal(Predict(Fit(twice, exact), set.Features), Predict(Fit(set with { Weights = [.. Enumerable.Repeat(2f, 400)] }, exact), set.Features));
    }

    [Fact]
    public void Categories_are_split_by_sets()
    {
        float[] codes = [.. Enumerable.Range(0, 600).Select(row => (float)(row % 6))];
        var set = new TrainingSet(new DenseMatrix([new("kind", FeatureKind.Category)], [codes]), [.. codes.Select(code => code is 1 or 4 ? 1f : 0f)]);

        var predictions = Predict(Fit(set, Quick with { LearningRate = 1, Depth = 2 }), set.Features);

        Assert.Equal(set.Labels, predictions.Select(each => each > 0.5f ? 1f : 0f));
    }

    public static TheoryData<string, TrainingSet, TrainingSet?, XGBoostOptions> Bad => new()
    {
        { "the training set has no rows", XGBoostSets.Dense(0), null, Quick },
        { "the validation set has no rows", XGBoostSets.Dense(10), XGBoostSets.Dense(0), Quick },
        { "the training set has 10 rows, 9 labels and 0 weights", XGBoostSets.Dense(10) with { Labels = new float[9] }, null, Quick },
        { "the validation set has no feature `f4`", XGBoostSets.Dense(10), XGBoostSets.Dense(10, columns: 4), Quick },
        { "training can stop early only with a validation set", XGBoostSets.Dense(10), null, Quick with { Patience = 3 } },
        { "feature `b` is infinite in row 1 of the training set", new(new DenseMatrix([new("a"), new("b")], [[1, 2], [3, float.PositiveInfinity]]), [0, 1]), null, Quick },
        { "feature `b` is infinite in row 2 of the training set", new(new SparseMatrix([new("a"), new("b")], [0, 1, 1, 3], [0, 0, 1], [1, 2, float.NegativeInfinity]), [0, 1, 1]), null, Quick },
        { "XGBoost: Unknown objective function: `reg:quantileerror`", XGBoostSets.Dense(10), null, Quick with { Objective = Objective.Quantile(0.9) } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_learned_from_is_told(string message, TrainingSet training, TrainingSet? validation, XGBoostOptions options) =>
        Assert.Equal(message, Assert.Throws<BuildException>(() => Learning.XGBoost.FitToJson(training, validation, options, null, TestContext.Current.CancellationToken)).Message);

    // Progress<T> would tell on another thread.
    private sealed class Heard(Action<BoostingRound> told) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => told(value);
    }

    [Fact]
    public void The_model_predicts_as_XGBoost_does()
    {
        var (training, test) = (XGBoostSets.Dense(3_000, seed: 1), XGBoostSets.Dense(1_000, seed: 2));

        var model = Learning.XGBoost.Fit(training, null, Quick, null, TestContext.Current.CancellationToken);

        var theirs = Predict(Fit(training, Quick), test.Features);
        Assert.All(new TreeScorer(model).Predict(test.Features).Zip(theirs), each => Assert.InRange(Math.Abs(each.First - each.Second), 0, 1e-6));
    }

    [Fact]
    public void The_model_uses_the_rounds_up_to_the_best()
    {
        var (training, validation) = (XGBoostSets.Dense(300), XGBoostSets.Dense(300, seed: 2));
        List<double> scores = [];

        var model = Learning.XGBoost.Fit(training, validation, Quick with { Rounds = 500, Patience = 5, Metrics = [Metric.LogLoss, Metric.Auc] }, new Heard(round => scores.Add(round.Validation!.Value)), TestContext.Current.CancellationToken);

        Assert.Equal(scores.IndexOf(scores.Max()) + 1, model.BestRounds);
        Assert.Equal(scores.Count, model.Trees.Length);
    }

    [Fact]
    public void A_validation_set_may_have_its_features_in_another_order()
    {
        var (training, validation) = (XGBoostSets.Dense(300), XGBoostSets.Dense(300, seed: 2));
        var dense = (DenseMatrix)validation.Features;
        var turned = validation with { Features = new DenseMatrix([.. dense.Features.Reverse()], [.. Enumerable.Range(0, 5).Reverse().Select(column => dense.Column(column).ToArray())]) };

        Assert.Equal(Last(validation), Last(turned));

        double Last(TrainingSet held)
        {
            double last = 0;
            Learning.XGBoost.FitToJson(training, held, Quick, new Heard(round => last = round.Validation!.Value), TestContext.Current.CancellationToken);
            return last;
        }
    }

    private static byte[] Fit(TrainingSet set, XGBoostOptions options) => Learning.XGBoost.FitToJson(set, null, options, null, TestContext.Current.CancellationToken);

    private static string Text(byte[] model) => Encoding.UTF8.GetString(model);

    private static float[] Predict(byte[] model, FeatureMatrix features)
    {
        using var booster = XGBoostBooster.Create([]);
        booster.Load(model);
        using var matrix = XGBoostMatrix.Of(features, 1);
        return booster.Predict(matrix).ToArray();
    }
}
