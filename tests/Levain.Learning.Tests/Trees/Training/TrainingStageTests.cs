using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>Objectives, metrics and schedules as options of a stage.</summary>
public sealed class TrainingStageTests
{
    // Those with equal numbers beside each other: only their kind tells them apart.
    private static readonly BoostingOptions[] Different =
    [
        Options(),
        Options() with { Objective = Objective.AbsoluteError },
        Options() with { Objective = Objective.Logistic },
        Options() with { Objective = Objective.WeightedLogistic(2) },
        Options() with { Objective = Objective.Quantile(0.7) },
        Options() with { Objective = Objective.Poisson(0.7) },
        Options() with { Objective = Objective.Softmax(2) },
        Options() with { Objective = Objective.Softmax(3) },
        Options() with { Metric = Metric.Auc },
        Options() with { Metric = Metric.AucPr },
        Options() with { Metric = Metric.Pinball(0.7) },
        Options() with { Schedule = LearningRateSchedule.Exponential(0.5) },
        Options() with { Schedule = LearningRateSchedule.Exponential(0.5, rounds: 2) },
        Options() with { Schedule = LearningRateSchedule.Cosine(0.5) },
        Options() with { Schedule = LearningRateSchedule.Steps(0.5) },
        Options() with { Schedule = LearningRateSchedule.Steps(0.5, 1) },
        Options() with { Schedule = LearningRateSchedule.Steps(0.5, 1, 2) },
    ];

    [Fact]
    public void Every_kind_of_option_has_a_key_of_its_own()
    {
        using var workspace = new TestWorkspace();

        var keys = Different.Select(Key).ToArray();

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[3], Key(Options() with { Objective = Objective.WeightedLogistic(2) }));

        string Key(BoostingOptions options) => workspace.Plan(new Trees(options)).Plan.All.Single().Decision.Key!.ToString()!;
    }

    [Fact]
    public async Task A_stage_with_such_options_runs_and_is_not_run_again()
    {
        using var workspace = new TestWorkspace();
        var options = Options() with { Objective = Objective.Quantile(0.7), Metric = Metric.Mae, Schedule = LearningRateSchedule.Steps(0.5, 1) };

        var first = await workspace.BuildAsync(new Trees(options), TestContext.Current.CancellationToken);
        var second = await workspace.BuildAsync(new Trees(options), TestContext.Current.CancellationToken);

        Assert.Equal("3 trees", workspace.TextOf(first, "Train"));
        Assert.Equal(StageResult.UpToDate, second.Outcomes.Single().Result);
    }

    private static BoostingOptions Options() => new() { Seed = 1, Rounds = 3, Depth = 2 };

    private sealed class Trees(BoostingOptions options) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Train { Options = options }];
    }

    private sealed record Train : Stage<Text>
    {
        public required BoostingOptions Options { get; init; }

        protected override Task<Text> RunAsync(StageContext context)
        {
            var features = new DenseMatrix([new Feature("x")], [[1, 2, 3, 4, 5, 6, 7, 8]]);
            var set = new TrainingSet(features, [0, 0, 1, 0, 1, 1, 0, 1]);
            return Task.FromResult(new Text($"{Boosting.Fit(set, set, Options).Trees.Length} trees"));
        }
    }
}
