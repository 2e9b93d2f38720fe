using Levain.Building;
using Levain.Testing;

namespace Levain.Tables.Tests.Contracts;

public sealed class SnapshotContractTests : IDisposable
{
    private static readonly BuildProfile Public = new("public");

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public void A_snapshot_that_breaks_its_contract_is_refused_and_the_lock_is_left_as_it_is()
    {
        Pin("shots", "x\n1\n2\n");
        var before = workspace.Read("data.lock.json");

        var error = Assert.Throws<BuildException>(() => Pin("shots", "x\n1\n-2\n", Declared("shots", Expect.Column("x").AtLeast(0))));

        Assert.Equal("snapshot `shots` is not what model `test` declares: it breaks 1 of 2 expectations", error.Message);
        Assert.Equal(["column `x` is not at least 0 in 1 of 2 rows", "  row  x", "    2  -2"], error.Details);
        Assert.Equal(before, workspace.Read("data.lock.json"));
    }

    [Fact]
    public void A_snapshot_that_holds_its_contract_is_pinned()
    {
        Pin("shots", "x\n1\n", Declared("shots", Expect.Column("x").AtLeast(0), Expect.Rows(1)));

        Assert.Contains("shots", workspace.Read("data.lock.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_of_another_snapshot_is_not_asked() => Pin("shots", "x\n-1\n", Declared("players", Expect.Column("x").AtLeast(0)));

    [Fact]
    public void A_snapshot_is_looked_up_in_another_one()
    {
        Pin("players", "id\n7\n8\n");
        var shots = Declared("shots", Expect.Column("player").References(Artifact.Snapshot<Table>("players"), "id"));

        var error = Assert.Throws<BuildException>(() => Pin("shots", "player\n7\n9\n", shots, Declared("players")));

        Assert.Equal(["column `player` is not in `id` of snapshot `players` in 1 of 2 rows", "  row  player", "    2  9"], error.Details);
    }

    [Fact]
    public void A_snapshot_is_declared_once()
    {
        var error = Assert.Throws<BuildException>(() => Pin("shots", "x\n-1\n", Declared("shots", Expect.Column("y")), Declared("shots", Expect.Rows(2))));

        Assert.Equal("the pipeline of model `test` declares snapshot `shots` twice", error.Message);
    }

    [Fact]
    public void Nothing_that_was_made_for_the_check_stays()
    {
        Pin("shots", "x\n1\n", Declared("shots", Expect.Column("x").AtLeast(0)));

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workspace.Root, ".levain"), "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_snapshot_that_cannot_be_read_is_told_with_its_name() =>
        Assert.StartsWith("snapshot `shots` is not what model `test` declares: ", Assert.Throws<BuildException>(() => Pin("shots", "no parquet", new TableSnapshot("shots") { Format = new ParquetFormat() })).Message, StringComparison.Ordinal);

    private static TableSnapshot Declared(string name, params Expectation[] expectations) => new(name) { Format = new CsvFormat(), Contract = TableContract.Of(expectations) };

    private void Pin(string name, string csv, params DeclaredSnapshot[] declared)
    {
        workspace.Write($"data/{name}", csv);
        var pinning = new SnapshotPinning(workspace.Workspace, Public);
        var changes = pinning.TakeAsync([name], $"data/{name}").GetAwaiter().GetResult();
        new SnapshotContracts(workspace.Workspace, Public, [new ModelProject("test", new Declaring(declared))]).Check(changes, CancellationToken.None);
        pinning.Write(changes);
    }

    private sealed class Declaring(IReadOnlyList<DeclaredSnapshot> declared) : Pipeline
    {
        public override IEnumerable<DeclaredSnapshot> Snapshots => declared;

        public override IEnumerable<Stage> Compose(BuildProfile profile) => [];
    }
}
