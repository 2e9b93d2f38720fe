using Levain.Building;
using Levain.Testing;

namespace Levain.Tables.Tests.Partitions;

public sealed class PartitionedTableTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public PartitionedTableTests()
    {
        foreach (var day in new[] { "2024/b.csv", "2024/a.csv", "2023/c.csv" }) workspace.Write($"days/{day}", $"day,n\n{day[^5]},1\n{day[^5]},2\n");
    }

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task The_rows_of_all_files_stand_in_the_order_of_their_names()
    {
        var table = await BuildAsync();

        Assert.Equal(["c", "c", "a", "a", "b", "b"], Enumerable.Range(0, table.RowCount).Select(row => table.Strings("day")[row]!));
    }

    [Fact]
    public async Task A_new_file_runs_one_stage_and_gives_the_bytes_of_a_build_of_all()
    {
        await BuildAsync();
        workspace.Write("days/2024/d.csv", "day,n\nd,7\n");
        var before = workspace.Events.Lines.Count;

        var report = await workspace.BuildAsync(new Days());
        using var other = new TestWorkspace();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(workspace.Root, "days"), "*.csv", SearchOption.AllDirectories)) other.Write(Path.GetRelativePath(workspace.Root, file), File.ReadAllText(file));
        var whole = await other.BuildAsync(new Days());

        Assert.Single(workspace.Events.Lines.Skip(before), line => line.StartsWith("Built ReadDays/", StringComparison.Ordinal));
        Assert.Equal(Output(whole), Output(report));
    }

    [Fact]
    public async Task Files_whose_columns_differ_are_refused()
    {
        workspace.Write("days/2024/d.csv", "day,n\nd,a word\n");

        var report = await workspace.BuildAsync(new Days());

        Assert.Contains("part 4 has the columns day VARCHAR, n VARCHAR, but part 1 has day VARCHAR, n BIGINT", report.Outcomes.Single(outcome => outcome.Stage == "ReadDays").Error!.Message, StringComparison.Ordinal);
    }

    private async Task<Table> BuildAsync() => Table.Load(workspace.Workspace.Store.OpenArtifact(Output(await workspace.BuildAsync(new Days()))));

    private static Content Output(ModelReport report) => report.Outcomes.Single(outcome => outcome.Stage == "ReadDays") is { Error: null } outcome ? outcome.Output!.Value : throw report.Outcomes.First(each => each.Error is not null).Error!;

    private sealed record ReadDays : PartitionedTable
    {
        protected override Stage<Table> StageOf(string name) => new ReadTable { Source = Tree.Part<Files>(name) };
    }

    private sealed class Days : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new ReadDays { Tree = Artifact.Workspace<Files>("days") }];
    }
}
