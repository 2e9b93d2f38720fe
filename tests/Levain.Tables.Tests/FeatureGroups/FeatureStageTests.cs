using Levain.Building;
using Levain.Scheduling;
using Levain.Store;
using Levain.Tables.DuckDb;
using Levain.Testing;

namespace Levain.Tables.Tests.FeatureGroups;

public sealed class FeatureStageTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Appends_one_behind_the_other_share_their_parts_in_the_store()
    {
        var report = await workspace.BuildAsync(new Weeks(3));

        var trees = report.Outcomes.Where(outcome => outcome.Stage.StartsWith("AppendFeatures", StringComparison.Ordinal)).Select(outcome => PartsOf(outcome.Output!.Value)).OrderBy(parts => parts.Count).ToList();
        Assert.Equal([1, 2, 3], trees.Select(parts => parts.Count));
        Assert.Subset(trees[1].ToHashSet(), trees[0].ToHashSet());
        Assert.Subset(trees[2].ToHashSet(), trees[1].ToHashSet());
    }

    [Fact]
    public async Task One_more_week_runs_one_more_append()
    {
        await workspace.BuildAsync(new Weeks(2));

        var report = await workspace.BuildAsync(new Weeks(3));

        // What reads the group ran too, and made what it had made before.
        Assert.Equal(
            ["AppendFeatures[week 2]", "WeekOfShots[2]"],
            report.Outcomes.Where(outcome => outcome.Result == StageResult.Built).Select(outcome => outcome.Stage).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Labels_are_joined_with_what_was_known()
    {
        var report = await workspace.BuildAsync(new Weeks(3));

        var joined = Table.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == "JoinFeatures").Output!.Value));

        // Each label of week 2 asks a second before the rows of that week.
        Assert.All(Enumerable.Range(0, joined.RowCount), row => Assert.Equal(1, joined.Ints("week").At(row)));
    }

    [Fact]
    public async Task A_group_in_a_folder_is_pinned_and_read_as_a_snapshot()
    {
        IFeatureGroups store = new FeatureGroupFolder(Path.Combine(workspace.Root, "features"));
        var group = await store.CreateAsync(new() { Name = "shots", RecordIdentifier = "id", EventTime = "t" }, TestContext.Current.CancellationToken);
        await group.AppendAsync(WeekOfShots.Make(0), new("week 0"), TestContext.Current.CancellationToken);
        workspace.Profile = new BuildProfile("public");
        var pinning = new SnapshotPinning(workspace.Workspace, workspace.Profile);
        pinning.Write(await pinning.TakeAsync(["shots"], "features/shots", cancellation: TestContext.Current.CancellationToken));
        await group.AppendAsync(WeekOfShots.Make(1), new("week 1"), TestContext.Current.CancellationToken);

        // What was pinned is read, whatever was appended since.
        var report = await workspace.BuildAsync(new Only(new ReadFeatures { Group = Artifact.Snapshot<FeatureGroup>("shots"), Query = new() { Rows = FeatureRows.All } }));

        Assert.Null(Assert.Single(report.Outcomes).Error);
        Assert.Equal(20, Table.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes[0].Output!.Value)).RowCount);
        Assert.Equal(40, (await group.DescribeAsync(TestContext.Current.CancellationToken)).Rows);
    }

    [Fact]
    public async Task An_append_needs_a_group_or_a_definition()
    {
        var report = await workspace.BuildAsync(new Only(new AppendFeatures { Rows = new WeekOfShots { Week = 0 }, Run = "first" }));

        Assert.Equal("stage `AppendFeatures` failed: it needs either a group to append to or the definition of a new one", report.Outcomes.Single(outcome => outcome.Result == StageResult.Failed).Error!.Message);
    }

    private List<string> PartsOf(Content content) => [.. TreeFiles.Read(workspace.Workspace.Store, content.Digest).Names.Where(name => name.StartsWith("parts/", StringComparison.Ordinal))];

    private sealed class Only(Stage stage) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [stage];
    }

    private sealed class Weeks(int count) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            AppendFeatures? group = null;
            for (var week = 0; week < count; week++)
                group = new AppendFeatures
                {
                    Label = FormattableString.Invariant($"week {week}"),
                    Group = group is null ? null : (Artifact<FeatureGroup>)group,
                    Definition = group is null ? new FeatureGroupDefinition { Name = "shots", RecordIdentifier = "id", EventTime = "t" } : null,
                    Rows = new WeekOfShots { Label = FormattableString.Invariant($"{week}"), Week = week },
                    Run = FormattableString.Invariant($"week {week}"),
                };
            yield return new ReadFeatures { Group = group!, Query = new() { Where = new Dictionary<string, string> { ["week"] = "1" } }, Contract = TableContract.Of(Expect.Column("id").Unique(), Expect.Rows(atLeast: 1)) };
            yield return new JoinFeatures { Labels = new LabelsOfShots(), Group = group!, Join = new() { RecordIdentifier = "shot", EventTime = "at", Features = ["week"] } };
        }
    }

    public sealed record WeekOfShots : Stage<Table>
    {
        public required int Week { get; init; }

        protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(Make(Week));

        public static Table Make(int week)
        {
            using var session = DuckSession.Open();
            return session.ReadTable($"SELECT i::INTEGER AS id, TIMESTAMPTZ '2026-01-05 00:00:00Z' + to_days({7 * week}) AS t, {week}::INTEGER AS week FROM range(20) r(i)");
        }
    }

    public sealed record LabelsOfShots : Stage<Table>
    {
        protected override Task<Table> RunAsync(StageContext context)
        {
            using var session = DuckSession.Open();
            return Task.FromResult(session.ReadTable("SELECT i::INTEGER AS shot, TIMESTAMPTZ '2026-01-18 23:59:59Z' AS \"at\", i % 2 AS goal FROM range(20) r(i)"));
        }
    }
}
