using Levain.Building;
using Levain.Locks;
using Levain.Store;
using Levain.Tables.DuckDb;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Snapshots;

public sealed class SnapshotTableTests : IDisposable
{
    private static readonly BuildProfile Public = new("public", "dev");

    private readonly string root = Directory.CreateTempSubdirectory("levain-snapshots-").FullName;
    private readonly Workspace workspace;

    public SnapshotTableTests() => workspace = Workspace.Open(root);

    public void Dispose()
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Rows_and_columns_of_a_new_table_are_pinned()
    {
        Write("shots.csv", "x,team\n1.5,A\n2.5,B\n");

        var (change, table) = Take("shots.csv");

        Assert.Equal(2, change.Now.Rows);
        Assert.Equal([new Column("x", "DOUBLE"), new("team", "VARCHAR")], change.Now.Columns);
        Assert.Equal(["2 rows"], table!.Lines);
    }

    [Fact]
    public void Rows_are_compared_as_a_multiset()
    {
        Write("shots.csv", "x,team\n1,A\n1,A\n2,B\n3,\n");
        Pin("shots.csv");
        Write("shots.csv", "x,team\n3,\n1,A\n4,D\n4,D\n");

        var (_, table) = Take("shots.csv");

        Assert.Equal((4L, 4L, 2L, 2L), (table!.Rows, table.RowsBefore, table.Added, table.Removed));
        Assert.Equal("4 rows, 4 before: 2 added, 2 removed", table.Lines[0]);
    }

    [Fact]
    public void Columns_that_came_went_or_changed_their_type_are_named_and_rows_compared_over_the_rest()
    {
        Write("shots.csv", "id,old,x\n1,a,1\n2,b,2\n");
        Pin("shots.csv");
        Write("shots.csv", "id,x,new\n1,1.5,a\n2,2,b\n");

        var (_, table) = Take("shots.csv");

        Assert.Equal(["column `x` was BIGINT and is DOUBLE", "column `new` is new: VARCHAR", "column `old` is gone: VARCHAR"], table!.Columns);
        Assert.Equal((0L, 0L), (table.Added, table.Removed));
    }

    [Fact]
    public void A_column_that_drifted_is_told_and_one_that_did_not_is_not()
    {
        Write("shots.csv", Rows(2000, i => $"{i % 100},{i % 7}"));
        Pin("shots.csv");
        Write("shots.csv", Rows(2000, i => $"{i % 100 + 30},{i % 7}"));

        var (_, table) = Take("shots.csv");

        var drifted = Assert.Single(table!.Drift, drift => drift.HasDrifted);
        Assert.Equal("x", drifted.Column);
        Assert.Equal(0.3 - (1.8 * Math.Sqrt(4000.0 / (2000 * 2000))), drifted.Distance!.Value, 1e-3);
        Assert.Contains(table.Lines, line => line.StartsWith("`x`: distance 0.24", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_bytes_keep_the_rows_and_columns_that_are_pinned()
    {
        Write("shots.csv", "x\n1\n");
        Pin("shots.csv");

        var (change, table) = Take("shots.csv");

        Assert.False(change.IsChange);
        Assert.Equal(1, change.Now.Rows);
        Assert.Null(table);
    }

    [Fact]
    public void A_folder_of_files_of_one_kind_is_one_table()
    {
        Write("days/1.csv", "x,y\n1,a\n");
        Write("days/2.csv", "x,y\n2,b\n3,c\n");
        Write("days/README.md", "what this is");

        var files = Files("days");

        Assert.Equal((3L, 2, 1), (files.Describe(TestContext.Current.CancellationToken).Rows, files.Count, files.LeftOut));
    }

    [Theory]
    [InlineData("notes.txt", "hello", "`notes.txt` is neither CSV, JSON nor Parquet by its name")]
    [InlineData("none/readme.md", "hello", "none of its 1 files is CSV, JSON or Parquet")]
    public void What_is_no_table_is_told_in_a_sentence(string path, string text, string why)
    {
        Write(path, text);
        var content = workspace.Store.AddPath(Path.Combine(root, path.Split('/')[0]), Adding.Copy, TestContext.Current.CancellationToken);

        Assert.Null(TabularFiles.Find(workspace.Store.OpenArtifact(content), "odd", path, null, out var reason));
        Assert.StartsWith("`odd` is no table: ", reason, StringComparison.Ordinal);
        Assert.Contains(why, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_two_kinds_are_no_table()
    {
        Write("mixed/1.csv", "x\n1\n");
        Write("mixed/2.json", "{\"x\": 1}");
        var content = workspace.Store.AddPath(Path.Combine(root, "mixed"), Adding.Copy, TestContext.Current.CancellationToken);

        Assert.Null(TabularFiles.Find(workspace.Store.OpenArtifact(content), "odd", "mixed", null, out var reason));
        Assert.Equal("`odd` is no table: its files are Csv and Json", reason);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_no_path_of_the_store_is_told()
    {
        Write("bad.json", "{\"x\": [1, }");

        var error = Assert.Throws<BuildException>(() => Files("bad.json").Describe(TestContext.Current.CancellationToken));

        Assert.StartsWith("line 1, byte 11 of `bad.json` is no JSON", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(root, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_is_no_readable_table_can_be_pinned_all_the_same()
    {
        Write("bad.json", "{\"x\": [1, }");

        var (change, table) = Take("bad.json");

        Assert.Null(change.Now.Rows);
        Assert.Contains("line 1, byte 11 of `shots` is no JSON", Assert.Single(table!.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_is_known_by_its_bytes_and_json_by_its_name()
    {
        var table = new Table([Statistics.Columns.Of<int>("n", 1, null), Statistics.Columns.Lists("tags", 1, null)]);
        var saved = Path.Combine(root, "rows.parquet");
        using (var session = DuckSession.Open())
        {
            session.AddTable("rows", table);
            session.WriteParquet("SELECT * FROM rows", saved);
        }

        File.Move(saved, Path.Combine(root, "rows"));
        Write("events.jsonl", "{\"a\": {\"b\": 1}, \"c\": [1, 2]}\n{\"a\": null, \"c\": []}\n");

        var parquet = Files("rows").Describe(TestContext.Current.CancellationToken);
        var json = Files("events.jsonl").Describe(TestContext.Current.CancellationToken);

        Assert.Equal(["INTEGER", "INTEGER[]"], parquet.Columns.Select(column => column.Type));
        Assert.Equal((2L, 1L, ColumnClass.Nested), (json.Rows, json.Columns[0].Nulls, json.Columns[0].Class));
        Assert.Equal(new LengthStatistics(0, 1, 2), json.Columns[1].Lengths);
    }

    [Fact]
    public void More_than_is_kept_is_described_the_same_with_any_number_of_threads()
    {
        var path = Path.Combine(root, "many.parquet");
        using (var session = DuckSession.Open())
            session.Execute($"COPY (SELECT hash(i) / 1e10 AS x, 'name ' || CASE WHEN i % 5 = 0 THEN 7 ELSE hash(i + 1) % 30000000 END AS name FROM range(1500000) AS r(i)) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 20480)");

        var (one, four) = (Described(path, 1), Described(path, 4));

        Assert.All(one.Columns, column => Assert.False(column.IsExact));
        Assert.Equal("name 7", one.Columns[1].Top[0].Value);
        Assert.True(StatisticsJson.ToBytes(one).SequenceEqual(StatisticsJson.ToBytes(four)));
    }

    private static TableStatistics Described(string path, int threads)
    {
        using var session = DuckSession.Open(new() { Threads = threads });
        return TabularFiles.Describe(session, $"SELECT * FROM read_parquet('{path}')", TestContext.Current.CancellationToken);
    }

    private (SnapshotChange Change, TableChange? Table) Take(string source) =>
        new SnapshotTables(workspace.Store).Look(Assert.Single(new SnapshotPinning(workspace, Public).TakeAsync(["shots"], source, cancellation: TestContext.Current.CancellationToken).GetAwaiter().GetResult()), TestContext.Current.CancellationToken);

    private void Pin(string source) => new SnapshotPinning(workspace, Public).Write([Take(source).Change]);

    private TabularFiles Files(string path) =>
        TabularFiles.Find(workspace.Store.OpenArtifact(workspace.Store.AddPath(Path.Combine(root, path), Adding.Copy, TestContext.Current.CancellationToken)), path, path, null, out var reason) ?? throw new InvalidOperationException(reason);

    private static string Rows(int count, Func<int, string> row) => "x,y\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    private void Write(string path, string text)
    {
        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
