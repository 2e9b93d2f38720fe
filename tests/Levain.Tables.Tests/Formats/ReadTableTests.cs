using Levain.Building;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Tables.Tests.Formats;

public sealed class ReadTableTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_stage_reads_a_file_of_the_workspace()
    {
        workspace.Write("data/x.csv", "a;b\n1;x\n2;y\n");

        var table = await BuildAsync(new() { Delimiter = ';' });

        Assert.Equal(["1|x", "2|y"], Rows.Of(table));
    }

    [Fact]
    public async Task An_option_of_the_format_is_part_of_the_key()
    {
        workspace.Write("data/x.csv", "a;b\n1;x\n");
        await BuildAsync(new() { Delimiter = ';' });

        var table = await BuildAsync(new() { Delimiter = ';', Columns = [new("a", "VARCHAR")] });

        Assert.Equal("a VARCHAR", table.Schema.ToString());
    }

    [Fact]
    public async Task A_bad_file_is_told_by_its_name_in_the_workspace()
    {
        workspace.Write("data/x.csv", "a,b\n1\n");

        var report = await workspace.BuildAsync(new Reads(new()), TestContext.Current.CancellationToken);

        var outcome = Assert.Single(report.Outcomes);
        Assert.Contains("line 2 of `data/x.csv` has 1 field, but there are 2 columns", outcome.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_reads_raw_files()
    {
        workspace.Write("data/x.csv", "a,b\n1,x\n2,y\n3,x\n");
        workspace.Write("models/test/query.sql", "SELECT b, count(*) AS n, sum(a) AS total FROM shots GROUP BY b ORDER BY b");

        var report = await workspace.BuildAsync(new Queries(), TestContext.Current.CancellationToken);

        Assert.Equal(["x|2|4", "y|1|2"], Rows.Of(Made(report)));
    }

    private async Task<Table> BuildAsync(CsvFormat format) => Made(await workspace.BuildAsync(new Reads(format), TestContext.Current.CancellationToken));

    private Table Made(ModelReport report)
    {
        var outcome = Assert.Single(report.Outcomes);
        Assert.True(outcome.Output is not null, outcome.Error?.Message);
        return Table.Load(workspace.Workspace.Store.OpenArtifact(outcome.Output.Value));
    }

    private sealed class Reads(CsvFormat format) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new ReadTable { Source = Artifact.Workspace<Files>("data/x.csv"), Format = format }];
    }

    private sealed class Queries : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new SqlStage { Query = Artifact.Workspace<SqlText>("models/test/query.sql"), Inputs = [SqlInput.Of("shots", Artifact.Workspace<Files>("data/x.csv"), new CsvFormat())] },
        ];
    }
}
