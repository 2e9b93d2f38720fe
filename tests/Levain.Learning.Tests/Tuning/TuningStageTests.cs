using Levain.Building;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Learning.Tests.Tuning;

public sealed class TuningStageTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_study_has_a_row_for_each_trial_and_the_model_of_the_best()
    {
        var report = await BuildAsync();

        var tuned = Read(report);
        var scores = tuned.Study.Doubles("score");
        var best = Enumerable.Range(0, 20).Where(row => tuned.Study.Strings("state")[row] == "complete").MaxBy(row => scores[row])!;
        Assert.Equal(Enumerable.Range(0, 20), tuned.Study.Ints("trial").Values.ToArray());
        Assert.Equal(["trial", "state", "score", "steps", "x", "n", "kind", "error"], tuned.Study.Columns.Select(column => column.Name));
        Assert.Equal(FormattableString.Invariant($"x {tuned.Study.Doubles("x")[best]}, n {tuned.Study.Ints("n")[best]}, kind {tuned.Study.Strings("kind")[best]}"), tuned.Best.Value);
        Assert.Contains($"\"trial\": {best},", tuned.BestParameters.Value, StringComparison.Ordinal);
        Assert.Equal(scores[best], Outcome(report).Metrics.ToDictionary()["score"]);
        Assert.Equal(tuned.Study.Ints("steps").Values.ToArray().Sum(), tuned.Curves.RowCount);
    }

    [Fact]
    public async Task The_parts_of_a_study_are_artifacts_of_their_own()
    {
        var report = await BuildAsync();

        Assert.Equal(Read(report).Best.Value, workspace.TextOf(report, "Pass[best]"));
        Assert.Equal(Read(report).BestParameters.Value, workspace.TextOf(report, "Pass[parameters]"));
        Assert.Equal("20 rows", workspace.TextOf(report, "CountStudy"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_same_study_comes_of_any_number_of_jobs(int jobs)
    {
        using var other = new TestWorkspace { Settings = new() { Jobs = jobs } };
        var here = await BuildAsync();

        var there = await other.BuildAsync(new Whole(new()), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome(here).Output, Outcome(there).Output);
    }

    [Fact]
    public async Task One_more_trial_costs_one_run()
    {
        await BuildAsync();
        var before = Trials(StageResult.Built).Length;

        var report = await BuildAsync("TuneHill.Trials=21");

        Assert.Equal(20, before);
        Assert.Single(Trials(StageResult.Built).Skip(before));
        Assert.Equal(21, Read(report).Study.RowCount);
    }

    [Fact]
    public async Task A_study_that_was_interrupted_goes_on_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        var interrupting = new Whole(new() { Sees = trial => StopAt(trial, stop) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.BuildAsync(interrupting, stop.Token));
        var before = Trials(StageResult.Built).Length;

        var report = await BuildAsync();

        Assert.InRange(before, 8, 12);
        Assert.Equal(20 - before, Trials(StageResult.Built).Length - before);
        using var fresh = new TestWorkspace();
        Assert.Equal(Outcome(await fresh.BuildAsync(new Whole(new()), TestContext.Current.CancellationToken)).Output, Outcome(report).Output);
    }

    [Fact]
    public async Task Parameters_that_cannot_be_used_are_rows_of_failed_trials()
    {
        var report = await BuildAsync("TuneHill.Fails=b");

        var study = Read(report).Study;
        var failed = Enumerable.Range(0, 20).Where(row => study.Strings("kind")[row] == "b").ToArray();
        Assert.NotEmpty(failed);
        Assert.All(failed, row => Assert.Equal(("failed", "`b` is not for hills"), (study.Strings("state")[row], study.Strings("error")[row])));
        Assert.All(Enumerable.Range(0, 20).Except(failed), row => Assert.Equal("complete", study.Strings("state")[row]));
    }

    [Fact]
    public async Task A_failed_trial_is_kept_like_any_other()
    {
        await BuildAsync("TuneHill.Fails=b");
        var before = Trials(StageResult.Built).Length;
        await BuildAsync("TuneHill.Fails=b", "TuneHill.Trials=21");

        Assert.Single(Trials(StageResult.Built).Skip(before));
        Assert.Empty(Trials(StageResult.Failed));
    }

    [Fact]
    public async Task Options_that_refuse_their_values_are_failed_trials_too()
    {
        var report = await BuildAsync("TuneHill.RefusesBelow=50");

        var study = Read(report).Study;
        var refused = Enumerable.Range(0, 20).Where(row => study.Ints("n")[row] < 50).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, row => Assert.StartsWith("hills are tried from 50 on, not", study.Strings("error")[row], StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_all_fail_the_first_reason_is_told()
    {
        var report = await BuildAsync("TuneHill.RefusesBelow=1000");

        Assert.StartsWith("stage `TuneHill` failed: all 20 trials failed, the first because hills are tried from 1000 on, not ", Outcome(report).Error!.Message, StringComparison.Ordinal);
        Assert.StartsWith("make hills larger", ((BuildException)Outcome(report).Error!).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trials_whose_score_is_no_number_failed()
    {
        var report = await BuildAsync("TuneHill.BreaksAbove=0.5");

        var study = Read(report).Study;
        Assert.Contains("its score is NaN", Enumerable.Range(0, 20).Select(row => study.Strings("error")[row]));
        Assert.All(Enumerable.Range(0, 20), row => Assert.Equal(study.Doubles("x")[row] > 0.5 ? "failed" : "complete", study.Strings("state")[row]));
    }

    [Fact]
    public async Task Trials_with_the_same_values_run_once()
    {
        var report = await workspace.BuildAsync(new Whole(new() { Space = new(Parameter.Choice("x", "0", "1")) }), TestContext.Current.CancellationToken);

        Assert.Equal(20, Read(report).Study.RowCount);
        Assert.Single(Trials(StageResult.Built));
    }

    [Fact]
    public async Task A_fault_of_the_machine_is_no_failed_trial()
    {
        var report = await BuildAsync("TuneHill.CrashesAbove=0.5");

        Assert.Contains("the machine is to blame", Outcome(report).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruned_trials_have_a_row_and_no_model()
    {
        var report = await workspace.BuildAsync(new Whole(new() { Pruner = new MedianPruner { Startup = 3 } }), TestContext.Current.CancellationToken);

        var study = Read(report).Study;
        var pruned = Enumerable.Range(0, 20).Where(row => study.Strings("state")[row] == "pruned").ToArray();
        Assert.NotEmpty(pruned);
        Assert.All(pruned, row => Assert.InRange(study.Ints("steps")[row], 1, 9));
        Assert.Equal(pruned.Length, Outcome(report).Metrics.ToDictionary()["pruned"]);
    }

    [Fact]
    public async Task A_study_that_was_read_is_saved_as_it_was()
    {
        var tuned = Read(await BuildAsync());
        var again = await workspace.BuildAsync(new Saved(tuned), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome(await BuildAsync()).Output, again.Outcomes.Single().Output);
    }

    [Fact]
    public void Every_option_of_a_study_is_in_its_key()
    {
        TuneHill[] studies =
        [
            new(), new() { Seed = 2 }, new() { Trials = 21 }, new() { AtOnce = 1 }, new() { Sampler = new RandomSampler() }, new() { Sampler = new TpeSampler { Candidates = 25 } },
            new() { Sampler = new TpeSampler { Startup = 11 } }, new() { Pruner = new MedianPruner() }, new() { Pruner = new MedianPruner { Warmup = 2 } }, new() { Pruner = new SuccessiveHalving() },
            new() { Space = new(Parameter.Number("x", 0, 1)) }, new() { Space = new(Parameter.Number("x", 0, 1) with { Step = 0.5 }) }, new() { Space = new(Parameter.Normal("x", 0, 1)) },
            new() { Space = new(Parameter.Choice("x", "0", "1")) }, new() { Space = new(Parameter.Whole("x", 0, 1)) }, new() { Space = new(Parameter.Whole("x", 1, 2)) }, new() { Space = new(Parameter.Whole("x", 1, 2) with { IsLogarithmic = true }) },
        ];

        var keys = studies.Select(study => workspace.Plan(new Only(study)).Plan.All.Single().Decision.Key).ToArray();

        Assert.DoesNotContain(null, keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("TuneHill.Trials=0", "`Trials` is 0, and must be at least 1")]
    [InlineData("TuneHill.AtOnce=0", "`AtOnce` is 0, and must be at least 1")]
    public async Task A_study_of_nothing_is_refused(string option, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAnyAsync<BuildException>(() => BuildAsync(option))).Message, StringComparison.Ordinal);

    private Task<ModelReport> BuildAsync(params string[] overrides) => workspace.BuildAsync(new Whole(new()), TestContext.Current.CancellationToken, overrides);

    private static StageOutcome Outcome(ModelReport report) => report.Outcomes.Single(outcome => outcome.Stage == nameof(TuneHill));

    private Tuned<Text> Read(ModelReport report)
    {
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return Tuned<Text>.Load(workspace.Workspace.Store.OpenArtifact(Outcome(report).Output!.Value));
    }

    // Of all builds in the workspace so far.
    private string[] Trials(StageResult result) => [.. workspace.Events.Lines.Where(line => line == $"{result} TuneHill/TryHill")];

    private static void StopAt(int trial, CancellationTokenSource stop)
    {
        if (trial == 12) stop.Cancel();
    }

    private sealed class Whole(TuneHill tuning) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            tuning,
            new Pass { Text = tuning.Best, Label = "best" },
            new Pass { Text = tuning.BestParameters, Label = "parameters" },
            new CountStudy { Study = tuning.Study },
        ];
    }

    private sealed class Only(Stage stage) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [stage];
    }

    private sealed class Saved(Tuned<Text> tuned) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new PassOn { What = () => tuned }];
    }
}
