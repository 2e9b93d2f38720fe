using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

public sealed class JsonTests : IDisposable
{
    private readonly InputFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Table Read(string text, JsonFormat? format = null) => Input.Read(folder.Write("x.json", text), format ?? new());

    [Theory]
    [InlineData("[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2.5, \"c\": true}]")]
    [InlineData("{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2.5, \"c\": true}\n")]
    [InlineData("{\"a\": 1,\n \"b\": \"x\"} {\"a\": 2.5, \"c\": true}")]
    [InlineData("\ufeff[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2.5, \"c\": true}]")]
    public void Objects_are_rows_however_they_stand(string text)
    {
        var table = Read(text);

        Assert.Equal("a DOUBLE, b VARCHAR, c BOOLEAN", table.Schema.ToString());
        Assert.Equal(["1|x|∅", "2.5|∅|true"], Rows.Of(table));
    }

    [Fact]
    public void Nested_values_are_lists_and_structs()
    {
        var table = Read("""{"match": {"id": 7, "teams": ["a", null]}, "events": [{"x": 1.5, "tags": [1, 2]}, {"x": null, "tags": []}]}""");

        Assert.Equal("match STRUCT(id BIGINT, teams VARCHAR[]), events STRUCT(x DOUBLE, tags BIGINT[])[]", table.Schema.ToString());
        Assert.Equal(["(7, [a, ∅])|[(1.5, [1, 2]), (∅, [])]"], Rows.Of(table));
    }

    [Fact]
    public void A_text_stays_what_it_is_until_it_is_declared()
    {
        const string Text = """[{"at": "2026-02-28T20:15:00+02:00", "day": "2026-2-28", "list": ["2026-01-01"]}]""";

        Assert.Equal(["2026-02-28T20:15:00+02:00|2026-2-28|[2026-01-01]"], Rows.Of(Read(Text)));
        Assert.Equal(["2026-02-28 18:15:00"], Rows.Of(Read(Text, new() { Columns = [new("at", "TIMESTAMPTZ")] })));
    }

    [Fact]
    public void Declared_keys_are_read_and_others_left_out()
    {
        var table = Read("""[{"a": 9007199254740993, "b": {"x": 1, "y": 2}, "z": "?"}, {"b": null}]""", new() { Columns = [new("a", "BIGINT"), new("b", "STRUCT(y DOUBLE)")] });

        Assert.Equal("a BIGINT, b STRUCT(y DOUBLE)", table.Schema.ToString());
        Assert.Equal(["9007199254740993|(2)", "∅|∅"], Rows.Of(table));
    }

    [Fact]
    public void A_tree_of_files_is_one_table_with_the_file_of_each_row()
    {
        folder.Write("tree/b.json", """{"id": 2}""");
        folder.Write("tree/a/1.json", """{"id": 1}""");

        var table = Input.Read(folder.At("tree"), new JsonFormat { FileColumn = "file" }, threads: 2);

        Assert.Equal(["1|a/1.json", "2|b.json"], Rows.Of(table));
    }

    [Fact]
    public void Types_come_from_every_object_of_every_file()
    {
        for (var i = 0; i < 50; i++) folder.Write($"tree/{i:00}.json", $"[{string.Join(",", Enumerable.Range(0, 100).Select(_ => "{\"a\": 1}"))}{(i == 49 ? ",{\"a\": 0.5, \"late\": 1}" : "")}]");

        Assert.Equal("a DOUBLE, late BIGINT", Input.Read(folder.At("tree"), new JsonFormat()).Schema.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_table_that_was_written_reads_back_the_same(bool lines)
    {
        using var session = DuckSession.Open();
        var table = session.ReadTable("""
            SELECT i AS id, CASE WHEN i % 5 = 0 THEN NULL ELSE i * 0.1 END AS x, [{'t': 'ä"' || i, 'n': [i, NULL]}] AS list, TIMESTAMP '2026-01-01' + INTERVAL (i * 977) MILLISECOND AS at
            FROM range(3000) t(i) ORDER BY i
            """);
        table.WriteJson(folder.At("out.json"), lines);

        var again = Input.Read(folder.At("out.json"), new JsonFormat { Columns = [.. table.Schema.Fields.Select(field => new DeclaredColumn(field.Name, field.Type.ToString()))] }, threads: 2);

        Assert.Equal(Rows.Of(table), Rows.Of(again));
    }

    [Fact]
    public void What_json_cannot_say_is_not_written()
    {
        using var session = DuckSession.Open();
        var error = Assert.Throws<BuildException>(() => session.ReadTable("SELECT [{'v': 'nan'::DOUBLE}] AS x").WriteJson(folder.At("out.json")));

        Assert.Equal("column `x` holds NaN or infinity, which JSON cannot", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Root));
    }
}
