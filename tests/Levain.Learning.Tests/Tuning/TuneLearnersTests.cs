using Levain.Building;
using Levain.Numerics;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Learning.Tests.Tuning;

public sealed class TuneLearnersTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Boosted_trees_are_tuned_by_the_names_that_XGBoost_has()
    {
        var tuned = await BuildAsync<TreeModel>(Trees() with { Space = new(Parameter.Whole("max_depth", 1, 6), Parameter.Exponents("learning_rate", -3, -1), Parameter.Choice("grow_policy", "depthwise", "lossguide"), Parameter.Number("reg_lambda", 0.1, 10) with { IsLogarithmic = true }) });

        var scores = tuned.Study.Doubles("score").Values.ToArray();
        Assert.All(Enumerable.Range(0, 12), row => Assert.Null(tuned.Study.Strings("error")[row]));
        Assert.True(scores.Max() > scores.Min());
        Assert.All(scores, score => Assert.InRange(score, 0.5, 1));
        Assert.Equal(scores.Max(), Auc(tuned.Best), 1e-6);
    }

    [Fact]
    public async Task The_usual_space_is_one_of_boosted_trees()
    {
        var tuned = await BuildAsync<TreeModel>(Trees() with { Trials = 2 });

        Assert.All(Enumerable.Range(0, 2), row => Assert.Equal("complete", tuned.Study.Strings("state")[row]));
    }

    [Fact]
    public async Task Pruned_training_stops_and_saves_rounds()
    {
        var space = new SearchSpace(Parameter.Whole("max_depth", 1, 6), Parameter.Number("learning_rate", 0.01, 1) with { IsLogarithmic = true });
        var whole = await BuildAsync<TreeModel>(Trees() with { Space = space, Trials = 16 });
        var pruned = await BuildAsync<TreeModel>(Trees() with { Space = space, Trials = 16, Pruner = new MedianPruner { Startup = 3, Every = 2 } });

        Assert.Contains("pruned", Enumerable.Range(0, 16).Select(row => pruned.Study.Strings("state")[row]));
        Assert.True(Rounds(pruned) < Rounds(whole));
        Assert.True(Auc(pruned.Best) > Auc(whole.Best) - 0.01);
    }

    [Fact]
    public void Training_ends_after_the_round_at_which_its_rule_says_so()
    {
        var shots = ShotsNow();

        var model = Boosting.Fit(shots, shots, new() { Seed = 1, Objective = Objective.Logistic, Rounds = 40 }, null, 1, round => round.Round == 7, TestContext.Current.CancellationToken);

        Assert.Equal(7, model.Trees.Length);
    }

    [Fact]
    public async Task A_target_that_is_no_column_is_told_with_the_nearest_one()
    {
        var report = await workspace.BuildAsync(new One(Trees() with { Target = "goals" }), TestContext.Current.CancellationToken);

        var error = Assert.IsType<BuildException>(report.Outcomes.Single(outcome => outcome.Stage == nameof(TuneTrees)).Error);
        Assert.StartsWith("stage `TuneTrees` failed: all 12 trials failed, the first because ", error.Message, StringComparison.Ordinal);
        Assert.Contains("`goals`", error.Message, StringComparison.Ordinal);
        Assert.Contains("`goal`", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_trees_do_not_have_is_told_with_the_nearest_one()
    {
        var report = await workspace.BuildAsync(new One(Trees() with { Space = new(Parameter.Whole("max_dept", 1, 6)) }), TestContext.Current.CancellationToken);

        var error = Assert.IsType<BuildException>(report.Outcomes.Single(outcome => outcome.Stage == nameof(TuneTrees)).Error);
        Assert.Equal("stage `TuneTrees` failed: all 12 trials failed, the first because `max_dept` is no option of boosted trees that can be tuned", error.Message);
        Assert.StartsWith("did you mean `max_depth`?", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_trees_refuse_are_failed_trials()
    {
        var tuned = await BuildAsync<TreeModel>(Trees() with { Space = new(Parameter.Number("subsample", 0.5, 1.5)) });

        Assert.Equal(Enumerable.Range(0, 12).Select(row => tuned.Study.Doubles("subsample")[row] > 1 ? "failed" : "complete"), Enumerable.Range(0, 12).Select(row => tuned.Study.Strings("state")[row]!));
        Assert.Contains("failed", Enumerable.Range(0, 12).Select(row => tuned.Study.Strings("state")[row]));
    }

    [Fact]
    public async Task A_forest_is_tuned_by_the_names_that_sklearn_has()
    {
        var tuned = await BuildAsync<TreeModel>(new TuneForest
        {
            Training = Shots(1), Validation = Shots(2), Target = "goal", Seed = 3, Trials = 6, Metric = Metric.Auc,
            Options = new() { Seed = 1, Trees = 10 },
            Space = new(Parameter.Whole("max_depth", 1, 8), Parameter.Whole("min_samples_leaf", 1, 50) with { IsLogarithmic = true }, Parameter.Choice("max_features", "0.5", "1")),
        });

        Assert.Equal(tuned.Study.Doubles("score").Values.ToArray().Max(), Auc(tuned.Best), 1e-6);
    }

    [Fact]
    public async Task A_logistic_regression_is_tuned_by_its_penalty()
    {
        var tuned = await BuildAsync<LinearModel>(new TuneLogistic
        {
            Training = Shots(1), Validation = Shots(2), Target = "goal", Columns = ["distance"], Seed = 3, Trials = 12,
            Space = new(Parameter.Number("C", 1e-6, 10) with { IsLogarithmic = true }),
        });

        var (scores, penalties) = (tuned.Study.Doubles("score").Values.ToArray(), tuned.Study.Doubles("C").Values.ToArray());
        Assert.True(penalties[Array.IndexOf(scores, scores.Min())] > 1e-4);
        Assert.True(scores[Array.IndexOf(penalties, penalties.Min())] > scores.Min());
    }

    [Fact]
    public async Task The_lasso_of_a_logistic_regression_is_tuned()
    {
        var tuned = await BuildAsync<LinearModel>(new TuneLogistic
        {
            Training = Shots(1), Validation = Shots(2), Target = "goal", Columns = ["distance"], Seed = 3, Trials = 6, Options = new() { L2 = 0 },
            Space = new(Parameter.Number("L1", 0.01, 1e6) with { IsLogarithmic = true }),
        });

        var (scores, penalties) = (tuned.Study.Doubles("score").Values.ToArray(), tuned.Study.Doubles("L1").Values.ToArray());
        // The hardest penalty leaves nothing but the intercept.
        Assert.True(scores[Array.IndexOf(penalties, penalties.Max())] > scores.Min());
        Assert.NotEqual(0, tuned.Best.Coefficients.Single().Value);
    }

    [Fact]
    public async Task What_is_tuned_feeds_what_comes_after_it()
    {
        var report = await workspace.BuildAsync(new Judged(Trees() with { Trials = 3 }), TestContext.Current.CancellationToken);

        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        Assert.StartsWith("2 features", workspace.TextOf(report, nameof(Describe)), StringComparison.Ordinal);
    }

    private static TuneTrees Trees() => new()
    {
        Training = Shots(1),
        Validation = Shots(2),
        Target = "goal",
        Options = new() { Seed = 1, Objective = Objective.Logistic, Metric = Metric.Auc, Rounds = 40, Patience = 8, Leaves = 15 },
        Space = TuneTrees.UsualSpace,
        Trials = 12,
        Seed = 42,
    };

    private static Trees.TrainTreesTests.MakeShots Shots(int seed) => new() { Seed = seed, Label = $"shots {seed}" };

    private static int Rounds(Tuned<TreeModel> tuned) => tuned.Study.Ints("steps").Values.ToArray().Sum();

    private static double Auc(TreeModel model)
    {
        var shots = ShotsNow();
        var set = new TrainingSet(shots.Features, shots.Labels);
        return Metric.Auc.Of(new TreeScorer(model).Predict(set.Features, 1), set.Labels, []);
    }

    // The validation rows, as their stage makes them.
    private static TrainingSet ShotsNow()
    {
        var random = new CounterRandom(2);
        var distances = Enumerable.Range(0, 400).Select(row => 40 * random.Uniform((ulong)row)).ToArray();
        var angles = Enumerable.Range(0, 400).Select(row => row % 9 == 0 ? float.NaN : (float)random.Uniform((ulong)row + 1000)).ToArray();
        var goals = distances.Select((distance, row) => random.Uniform((ulong)row + 2000) < 0.5 - (distance / 80) ? 1f : 0f).ToArray();
        return new(new DenseMatrix([new("distance"), new("angle")], [[.. distances.Select(distance => (float)distance)], angles]), goals);
    }

    private async Task<Tuned<TModel>> BuildAsync<TModel>(TuningStage<TModel> stage) where TModel : IArtifact<TModel>
    {
        var report = await workspace.BuildAsync(new One(stage), TestContext.Current.CancellationToken);
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return Tuned<TModel>.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == stage.GetType().Name).Output!.Value));
    }

    private sealed class One(Stage stage) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [stage];
    }

    private sealed class Judged(TuneTrees tuning) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [tuning, new Describe { Model = tuning.Best }];
    }

    public sealed record Describe : Stage<Text>
    {
        public required Artifact<TreeModel> Model { get; init; }

        protected override async Task<Text> RunAsync(StageContext context)
        {
            var model = await context.ReadAsync(Model);
            return new($"{model.Features.Length} features, {model.Trees.Length} trees");
        }
    }
}
