using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>Our trees beside those of XGBoost and sklearn, with equal parameters on the same data: as good on rows that neither has seen.</summary>
public sealed class QualityTests
{
    private const int Rows = 4000;

    [Theory]
    [InlineData("squared error", 0.02)]
    [InlineData("absolute error", 0.03)]
    [InlineData("poisson", 0.01)]
    [InlineData("logistic", 0.03)]
    [InlineData("weighted logistic", 0.03)]
    [InlineData("softmax", 0.03)]
    public async Task They_are_no_worse_than_those_of_XGBoost(string name, double tolerance)
    {
        var objective = Objectives.ObjectiveCases.All[name];
        var (training, test) = (Set(objective, 1), Set(objective, 2));
        var model = Trained.On(training, null, Options(objective));

        var answer = await Python.AskAsync("""
            def matrix(rows): return np.array([[np.nan if v is None else v for v in c] for c in rows], dtype=np.float32).T
            rows = xgb.DMatrix(matrix(given["columns"]), label=given["labels"], weight=given["weights"])
            model = xgb.train({"objective": given["objective"], "tree_method": "hist", "max_bin": 256, "max_depth": 5, "eta": 0.2, "lambda": 1, "num_class": given["classes"],
                "scale_pos_weight": given["positive"], "base_score": given["base"], "nthread": 1}, rows, 60)
            answer = {"predictions": model.predict(xgb.DMatrix(matrix(given["test"]))).reshape(-1).astype(float).tolist()}
            """, new
            {
                columns = Columns(training),
                test = Columns(test),
                labels = training.Labels,
                weights = training.Weights,
                objective = objective.Name,
                classes = objective.OutputCount == 1 ? 0 : objective.OutputCount,
                positive = name == "weighted logistic" ? 3 : 1,
                @base = model.BaseScore,
            });

        var metric = Metric.DefaultFor(objective);
        double mine = metric.Of(new TreeScorer(model).Predict(test.Features), test.Labels, test.Weights), theirs = metric.Of([.. answer.Numbers("predictions").Select(number => (float)number)], test.Labels, test.Weights);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {metric.Name} {mine:F5} here, {theirs:F5} there");
        Assert.True(mine <= theirs * (1 + tolerance), $"{metric.Name} is {mine:F5} here and {theirs:F5} there");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public async Task Quantiles_are_no_worse_than_those_of_sklearn(double alpha)
    {
        var objective = Objective.Quantile(alpha);
        var (training, test) = (Set(objective, 1) with { Weights = [] }, Set(objective, 2) with { Weights = [] });
        var predictions = new TreeScorer(Trained.On(training, null, Options(objective))).Predict(test.Features);

        var answer = await Python.AskAsync("""
            from sklearn.ensemble import HistGradientBoostingRegressor
            def matrix(rows): return np.array([[np.nan if v is None else v for v in c] for c in rows], dtype=np.float32).T
            model = HistGradientBoostingRegressor(loss="quantile", quantile=given["alpha"], max_iter=60, learning_rate=0.2, max_depth=5, max_leaf_nodes=32, min_samples_leaf=1, l2_regularization=1, early_stopping=False)
            model.fit(matrix(given["columns"]), given["labels"])
            answer = {"predictions": model.predict(matrix(given["test"])).tolist()}
            """, new { alpha, columns = Columns(training), test = Columns(test), labels = training.Labels });

        var metric = Metric.Pinball(alpha);
        double mine = metric.Of(predictions, test.Labels, []), theirs = metric.Of([.. answer.Numbers("predictions").Select(number => (float)number)], test.Labels, []);
        TestContext.Current.TestOutputHelper!.WriteLine($"quantile {alpha}: {mine:F5} here, {theirs:F5} there");
        Assert.True(mine <= theirs * 1.03, $"{mine:F5} here and {theirs:F5} there");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_quantile_has_its_share_of_labels_below(double alpha)
    {
        var objective = Objective.Quantile(alpha);
        var (training, test) = (Set(objective, 1) with { Weights = [] }, Set(objective, 2));

        var predictions = new TreeScorer(Trained.On(training, null, Options(objective) with { Rounds = 40, LearningRate = 0.1, Depth = 4 })).Predict(test.Features);

        Assert.Equal(alpha, predictions.Zip(test.Labels).Count(pair => pair.Second <= pair.First) / (double)Rows, 0.05);
    }

    [Fact]
    public async Task Categories_and_sampling_are_no_worse_either()
    {
        var (training, test) = (Towns(1), Towns(2));
        var options = Options(Objective.Logistic) with { Rows = 0.7, ColumnsPerTree = 0.7 };

        var answer = await Python.AskAsync("""
            def matrix(columns, labels=None):
                return xgb.DMatrix(np.array(columns, dtype=np.float32).T, label=labels, feature_types=given["types"], enable_categorical=True)
            model = xgb.train({"objective": "binary:logistic", "tree_method": "hist", "max_depth": 5, "eta": 0.2, "max_cat_to_onehot": 4, "subsample": 0.7, "colsample_bytree": 0.7, "nthread": 1}, matrix(given["columns"], given["labels"]), 60)
            answer = {"predictions": model.predict(matrix(given["test"])).astype(float).tolist()}
            """, new { columns = Columns(training), test = Columns(test), labels = training.Labels, types = training.Features.Features.Select(feature => feature.Kind == FeatureKind.Category ? "c" : "q") });

        double mine = Metric.Auc.Of(new TreeScorer(Trained.On(training, null, options)).Predict(test.Features), test.Labels, []);
        double theirs = Metric.Auc.Of([.. answer.Numbers("predictions").Select(number => (float)number)], test.Labels, []);
        TestContext.Current.TestOutputHelper!.WriteLine($"auc {mine:F5} here, {theirs:F5} there");
        Assert.True(mine >= theirs - 0.01, $"auc is {mine:F5} here and {theirs:F5} there");
    }

    private static BoostingOptions Options(Objective objective) => new() { Objective = objective, Seed = 1, Rounds = 60, Depth = 5, LearningRate = 0.2 };

    private static TrainingSet Set(Objective objective, ulong seed)
    {
        var random = new CounterRandom(seed);
        var columns = Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, Rows).Select(row => random.Fork(99).Below((ulong)(8 * row + i), 10) == 0 ? float.NaN : (float)random.Fork((ulong)i).Normal((ulong)row)).ToArray()).ToArray();
        float[] labels = [.. Enumerable.Range(0, Rows).Select(row => Label(objective, random, columns, row))];
        return new(new DenseMatrix([.. Enumerable.Range(0, 8).Select(i => new Feature($"f{i}"))], columns), labels, [.. labels.Select((_, row) => row % 7 == 0 ? 0f : (float)(0.5 + random.Fork(50).Uniform((ulong)row)))]);
    }

    private static float Label(Objective objective, CounterRandom random, float[][] columns, int row)
    {
        double Value(int column, double missing) => float.IsNaN(columns[column][row]) ? missing : columns[column][row];
        var signal = Value(0, 1) + Value(1, 0) * Value(2, -0.5) + Math.Sin(2 * Value(3, 0.3)) + (Value(4, 2) > 0.5 ? 1 : 0);
        var noise = random.Fork(60).Normal((ulong)row);
        return objective.Name switch
        {
            "count:poisson" => Count(random.Fork(61).Uniform((ulong)row), Math.Exp(0.5 * signal)),
            "binary:logistic" => random.Fork(62).Uniform((ulong)row) < 1 / (1 + Math.Exp(-2 * signal)) ? 1 : 0,
            "multi:softprob" => signal + 0.5 * noise < 0 ? 0 : signal + 0.5 * noise < 1 ? 1 : 2,
            _ => (float)(signal + (0.5 + 0.5 * Math.Abs(Value(5, 0))) * noise),
        };
    }

    /// <summary>The count of a Poisson distribution below which the share lies.</summary>
    private static float Count(double share, double rate)
    {
        double term = Math.Exp(-rate), sum = term;
        var count = 0;
        for (; sum < share && count < 200; sum += term) term *= rate / ++count;
        return count;
    }

    /// <summary>Two categories, of 3 and of 60 codes, and two numbers.</summary>
    private static TrainingSet Towns(ulong seed)
    {
        var random = new CounterRandom(seed);
        float[][] columns = [new float[Rows], new float[Rows], new float[Rows], new float[Rows]];
        var labels = new float[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var at = (ulong)row;
            (columns[0][row], columns[1][row], columns[2][row], columns[3][row]) = (random.Fork(1).Below(at, 3), random.Fork(2).Below(at, 60), (float)random.Fork(3).Normal(at), (float)random.Fork(4).Normal(at));
            var signal = (columns[0][row] == 1 ? 1 : -0.5) + new CounterRandom(7).Normal((ulong)columns[1][row]) + columns[2][row];
            labels[row] = random.Fork(5).Uniform(at) < 1 / (1 + Math.Exp(-1.5 * signal)) ? 1 : 0;
        }

        return new(new DenseMatrix([new("size", FeatureKind.Category), new("town", FeatureKind.Category), new("a"), new("b")], columns), labels);
    }

    private static float[][] Columns(TrainingSet set) => [.. Enumerable.Range(0, set.Features.Features.Count).Select(feature => ((DenseMatrix)set.Features).Column(feature).ToArray())];
}
