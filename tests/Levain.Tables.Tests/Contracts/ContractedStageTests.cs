using Levain.Scheduling;
using Levain.Tables.DuckDb;
using Levain.Testing;

namespace Levain.Tables.Tests.Contracts;

public sealed class ContractedStageTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_stage_that_breaks_its_contract_fails_and_writes_no_lock()
    {
        var report = await workspace.BuildAsync(new Only(new MakeShots { Contract = TableContract.Of(Expect.Column("x").LessThan(4)) }));

        var error = Assert.IsAssignableFrom<BuildException>(Assert.Single(report.Outcomes).Error);
        Assert.Equal("stage `MakeShots` failed: its output breaks 1 of 2 expectations", error.Message);
        Assert.Equal(["column `x` is not below 4 in 1 of 5 rows", "  row  x", "    5  4"], error.Details);
        Assert.False(report.LockWritten);
        Assert.False(File.Exists(workspace.Workspace.LockPathOf("test")));
    }

    [Fact]
    public async Task A_stage_that_holds_its_contract_is_kept()
    {
        var report = await workspace.BuildAsync(new Only(new MakeShots { Contract = TableContract.Of(Expect.Column("x").AtMost(4), Expect.Rows(5, 5)) }));

        Assert.Null(Assert.Single(report.Outcomes).Error);
        Assert.True(report.LockWritten);
    }

    [Fact]
    public async Task Another_contract_is_another_run()
    {
        await workspace.BuildAsync(new Only(new MakeShots { Contract = TableContract.Of(Expect.Column("x").Is(ColumnType.Int32)) }));

        var report = await workspace.BuildAsync(new Only(new MakeShots { Contract = TableContract.Of(Expect.Column("x").Is(ColumnType.Int64)) }));

        Assert.Equal(["column `x` is INTEGER, not BIGINT"], Assert.IsAssignableFrom<BuildException>(Assert.Single(report.Outcomes).Error).Details);
    }

    [Fact]
    public async Task What_a_contract_looks_up_in_is_an_input_of_the_stage()
    {
        var players = new MakeShots { Label = "players", Rows = 4 };

        var report = await workspace.BuildAsync(new Only(new MakeShots { Contract = TableContract.Of(Expect.Column("x").References(players, "x")) }));

        Assert.Equal(["column `x` is not in `x` of stage `MakeShots[players]` in 1 of 5 rows", "  row  x", "    5  4"], Assert.IsAssignableFrom<BuildException>(report.Outcomes.Single(outcome => outcome.Result == StageResult.Failed).Error).Details);
    }

    [Fact]
    public async Task A_query_is_checked_in_the_file_that_it_wrote()
    {
        workspace.Write("models/test/shots.sql", "SELECT x * 2 AS x FROM shots");
        var query = new SqlStage
        {
            Query = Artifact.Workspace<SqlText>("models/test/shots.sql"),
            Inputs = [SqlInput.Of("shots", new MakeShots())],
            Contract = TableContract.Of(Expect.Column("x").AtMost(6)),
        };

        var report = await workspace.BuildAsync(new Only(query));

        Assert.Equal(["column `x` is not at most 6 in 1 of 5 rows", "  row  x", "    5  8"], Assert.IsAssignableFrom<BuildException>(report.Outcomes.Single(outcome => outcome.Result == StageResult.Failed).Error).Details);
    }

    private sealed class Only(Stage stage) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [stage];
    }

    public sealed record MakeShots : Stage<Table>, IContracted
    {
        public int Rows { get; init; } = 5;

        public TableContract? Contract { get; init; }

        protected override Task<Table> RunAsync(StageContext context)
        {
            using var session = DuckSession.Open();
            return Task.FromResult(session.ReadTable($"SELECT i::INTEGER AS x FROM range({Rows}) t(i)"));
        }
    }
}
