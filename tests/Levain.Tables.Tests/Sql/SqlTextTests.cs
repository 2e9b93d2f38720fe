using System.Text;
using Levain.Building;
using Levain.Planning;
using Levain.Testing;

namespace Levain.Tables.Tests;

public sealed class SqlTextTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task White_space_and_comments_in_a_file_do_not_rebuild_and_leave_the_lock_alone()
    {
        workspace.Write("models/test/shots.sql", "select 1 as x");
        await workspace.BuildAsync(new Shouting());
        var locked = workspace.Read("models/test/model.lock.json");
        workspace.Write("models/test/shots.sql", "-- all shots\nselect\n  1 AS x".Replace("AS", "as", StringComparison.Ordinal));

        var report = await workspace.BuildAsync(new Shouting());

        Assert.Equal(StageState.Fresh, report.Outcomes.Single().State);
        Assert.False(report.LockWritten);
        Assert.Equal(locked, workspace.Read("models/test/model.lock.json"));
    }

    [Fact]
    public async Task Another_token_rebuilds_and_is_told_as_an_input()
    {
        workspace.Write("models/test/shots.sql", "select 1 as x");
        await workspace.BuildAsync(new Shouting());
        workspace.Write("models/test/shots.sql", "select 2 as x");

        var report = await workspace.BuildAsync(new Shouting());

        Assert.Matches("^input `Query` changed from [0-9a-f]{12} to [0-9a-f]{12}$", report.Outcomes.Single().Reason);
    }

    [Fact]
    public async Task A_stage_reads_the_very_text_with_its_path()
    {
        workspace.Write("models/test/shots.sql", "-- all\nselect 1");

        var report = await workspace.BuildAsync(new Shouting());

        Assert.Equal("models/test/shots.sql:2:1 -- ALL\nSELECT 1", workspace.TextOf(report, "Shout"));
    }

    [Fact]
    public async Task A_text_that_is_not_UTF_8_is_refused_with_its_line()
    {
        File.WriteAllBytes(workspace.Write("models/test/shots.sql", ""), [.. Encoding.UTF8.GetBytes("select\n'ä',\n'"), 0xE4, (byte)'\'']);

        var report = await workspace.BuildAsync(new Shouting());

        Assert.Contains("the SQL is not valid UTF-8: byte 0xe4 in line 3", report.Outcomes.Single().Error!.Message, StringComparison.Ordinal);
    }

    private sealed record Shout : Stage<Text>
    {
        public Artifact<SqlText> Query { get; init; } = Artifact.Workspace<SqlText>("models/test/shots.sql");

        protected override async Task<Text> RunAsync(StageContext context)
        {
            var sql = (await context.ReadAsync(Query)).At(Query.Origin);
            return new Text($"{sql.Place(2, 1)} {sql.Text.ToUpperInvariant()}");
        }
    }

    private sealed class Shouting : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Shout()];
    }
}
