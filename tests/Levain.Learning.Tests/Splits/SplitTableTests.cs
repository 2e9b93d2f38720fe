using Levain.Building;
using Levain.Fingerprints;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Learning.Tests.Splits;

public sealed class SplitTableTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task New_rows_of_the_test_part_do_not_run_again_what_reads_the_training_part()
    {
        var pipeline = new Daily(new TimeSplit("day") { TestFrom = new(2024, 1, 21), ValidationRows = 5 });
        var first = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken);
        var second = await workspace.BuildAsync(pipeline, TestContext.Current.CancellationToken, "MakeDays.Count=40");

        Assert.Equal(["15 from 0", "5 from 15", "10 from 20"], Texts(first));
        Assert.Equal(["15 from 0", "5 from 15", "20 from 20"], Texts(second));
        Assert.Equal([StageResult.Built, StageResult.Built], Results(second, nameof(SplitTable), nameof(CountTest)));
        Assert.DoesNotContain(StageResult.Built, Results(second, "CountRows[training]", "CountRows[validation]"));
    }

    [Fact]
    public async Task A_split_keeps_its_parts_and_says_how_many_rows_they_have()
    {
        var report = await workspace.BuildAsync(new Daily(new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 }), TestContext.Current.CancellationToken);

        var outcome = report.Outcomes.Single(outcome => outcome.Stage == nameof(SplitTable));
        Assert.Equal(new Dictionary<string, double> { ["training rows"] = 18, ["validation rows"] = 6, ["test rows"] = 6 }, outcome.Metrics.ToDictionary());
        var parts = SplitTables.Load(workspace.Workspace.Store.OpenArtifact(outcome.Output!.Value));
        Assert.Equal(Enumerable.Range(0, 30), new[] { parts.Training, parts.Validation, parts.Test.Rows }.SelectMany(rows => rows.Ints("row").Values.ToArray()).Order());
    }

    [Fact]
    public async Task A_part_that_was_not_made_is_not_loaded_either()
    {
        var report = await workspace.BuildAsync(new Folds(new KFold(3) { Seed = 1 }), TestContext.Current.CancellationToken);

        var parts = SplitTables.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == "SplitTable[fold-2]").Output!.Value));
        Assert.Equal("the split makes no validation part", Assert.Throws<BuildException>(() => parts.Validation).Message);
    }

    [Fact]
    public async Task Folds_are_stages_of_a_loop()
    {
        var report = await workspace.BuildAsync(new Folds(new KFold(3) { Seed = 1 }), TestContext.Current.CancellationToken);

        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        Assert.Equal(["10 rows", "10 rows", "10 rows"], Enumerable.Range(1, 3).Select(fold => $"{workspace.TextOf(report, $"CountTest[fold-{fold}]").Split(' ')[0]} rows"));
    }

    [Fact]
    public async Task Cut_offs_are_stages_of_a_loop()
    {
        var cutOffs = new RollingOrigin("day", 2) { Horizon = TimeSpan.FromDays(5), Step = TimeSpan.FromDays(10), MinimumHistory = TimeSpan.FromDays(14) };
        var report = await workspace.BuildAsync(new Folds(cutOffs), TestContext.Current.CancellationToken);

        Assert.Equal(["5 from 15", "5 from 25"], Enumerable.Range(1, 2).Select(number => workspace.TextOf(report, $"CountTest[cut-off-{number}]")));
    }

    [Fact]
    public async Task Cut_offs_up_to_a_given_one_stay_when_rows_are_added()
    {
        var cutOffs = new RollingOrigin("day", 2) { Horizon = TimeSpan.FromDays(5), Step = TimeSpan.FromDays(10), Newest = new(2024, 1, 25) };
        await workspace.BuildAsync(new Folds(cutOffs), TestContext.Current.CancellationToken);
        var report = await workspace.BuildAsync(new Folds(cutOffs), TestContext.Current.CancellationToken, "MakeDays.Count=40");

        Assert.DoesNotContain(StageResult.Built, Results(report, "CountTest[cut-off-1]", "CountTest[cut-off-2]"));
    }

    [Fact]
    public async Task A_running_stage_may_walk_folds_too()
    {
        var report = await workspace.BuildAsync(new Inside(), TestContext.Current.CancellationToken);

        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        Assert.Equal("10 10 10", workspace.TextOf(report, nameof(CrossValidate)));
    }

    [Fact]
    public async Task A_share_that_is_overridden_must_still_make_one_whole()
    {
        var report = await workspace.BuildAsync(new Daily(new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 }), TestContext.Current.CancellationToken, "SplitTable.Split.Test=0.3");

        Assert.Equal("stage `SplitTable` failed: shares of 0.6, 0.2 and 0.3 do not make one whole", report.Outcomes.Single(outcome => outcome.Stage == nameof(SplitTable)).Error?.Message);
    }

    [Fact]
    public void Every_option_of_a_split_is_in_the_key()
    {
        workspace.Write("rows.parquet", "never read");
        TableSplit[] splits =
        [
            new RandomSplit(0.8, 0.2) { Seed = 1 }, new RandomSplit(0.8, 0.2) { Seed = 2 }, new RandomSplit(0.7, 0.3) { Seed = 1 }, new RandomSplit(0.7, 0.1, 0.2) { Seed = 1 },
            new RandomSplit(0.8, 0.2) { Seed = 1, GroupBy = ["row"] }, new RandomSplit(0.8, 0.2) { Seed = 1, StratifyBy = "row" },
            new KFold(2) { Seed = 1 }, new KFold(3) { Seed = 1 }, new KFold(3) { Seed = 1, Number = 2 },
            new TimeSplit { TestRows = 3 }, new TimeSplit("day") { TestRows = 3 }, new TimeSplit("day") { TestFrom = new(2024, 1, 2) },
            new TimeSplit("day") { TestRows = 3, ValidationRows = 3 }, new TimeSplit("day") { TestRows = 3, Gap = TimeSpan.FromDays(1) },
        ];

        var keys = splits.Select(split => workspace.Plan(new OnlySplit(split)).Plan.All.Single().Decision.Key).ToArray();

        Assert.DoesNotContain(null, keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void The_code_of_a_split_is_known_without_whole_assemblies() =>
        Assert.Empty(new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(typeof(SplitTable), typeof(RandomSplit), typeof(KFold), typeof(TimeSplit), typeof(RollingOrigin)).WholeAssemblies);

    [Theory]
    [InlineData(typeof(TrainTrees))]
    [InlineData(typeof(TrainXGBoost))]
    [InlineData(typeof(FitFeatures))]
    public void No_stage_that_fits_takes_test_rows(Type stage)
    {
        var inputs = stage.GetProperties().Where(property => property.PropertyType.IsAssignableTo(typeof(Artifact))).ToArray();

        Assert.NotEmpty(inputs);
        Assert.DoesNotContain(inputs, input => input.PropertyType.IsAssignableFrom(typeof(SplitTable).GetProperty(nameof(SplitTable.Test))!.PropertyType));
    }

    private string[] Texts(ModelReport report) => [.. new[] { "CountRows[training]", "CountRows[validation]", nameof(CountTest) }.Select(stage => workspace.TextOf(report, stage))];

    private static StageResult[] Results(ModelReport report, params string[] stages) => [.. stages.Select(stage => report.Outcomes.Single(outcome => outcome.Stage == stage).Result)];

    private static Text Told(Table rows) => new($"{rows.RowCount} from {rows.Ints("row")[0]}");

    private sealed class Daily(TableSplit how) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            var split = new SplitTable { Rows = new MakeDays(), Split = how };
            yield return new CountRows { Rows = split.Training, Label = "training" };
            yield return new CountRows { Rows = split.Validation, Label = "validation" };
            yield return new CountTest { Test = split.Test };
        }
    }

    private sealed class Folds(RepeatedSplit folds) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            foreach (var fold in folds.Over(new MakeDays())) yield return new CountTest { Test = fold.Test, Label = fold.Label };
        }
    }

    private sealed class OnlySplit(TableSplit how) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new SplitTable { Rows = Artifact.Workspace<Table>("rows.parquet"), Split = how }];
    }

    private sealed class Inside : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new CrossValidate { Rows = new MakeDays(), Folds = new KFold(3) { Seed = 1 } }];
    }

    public sealed record CrossValidate : Stage<Text>
    {
        public required Artifact<Table> Rows { get; init; }

        public required RepeatedSplit Folds { get; init; }

        protected override async Task<Text> RunAsync(StageContext context)
        {
            var counts = new List<string>();
            foreach (var fold in Folds.Over(Rows))
                counts.Add((await context.ReadAsync(await context.BuildAsync(new CountTest { Test = fold.Test }))).Value.Split(' ')[0]);
            return new Text(string.Join(' ', counts));
        }
    }

    public sealed record MakeDays : Stage<Table>
    {
        public int Count { get; init; } = 30;

        protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(new Table(
        [
            TableColumn.Of("row", [.. Enumerable.Range(0, Count)]),
            TableColumn.Of("day", [.. Enumerable.Range(0, Count).Select(row => new DateOnly(2024, 1, 1).AddDays(row))]),
        ]));
    }

    public sealed record CountRows : Stage<Text>
    {
        public required Artifact<Table> Rows { get; init; }

        protected override async Task<Text> RunAsync(StageContext context) => Told(await context.ReadAsync(Rows));
    }

    public sealed record CountTest : Stage<Text>
    {
        public required Artifact<TestTable> Test { get; init; }

        protected override async Task<Text> RunAsync(StageContext context) => Told((await context.ReadAsync(Test)).Rows);
    }
}
