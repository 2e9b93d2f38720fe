using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

public sealed class RealFileTests
{
    [Theory]
    [InlineData("nba/nba-shots-10000.csv", 10_000, 22)]
    [InlineData("nba/nba-shots-5900.csv", 5_900, 22)]
    [InlineData("nba/nba-shots-1000.csv", 1_000, 22)]
    public void Shots_of_basketball_have_their_rows_and_columns(string file, int rows, int columns)
    {
        var table = Input.Read(SharedData.At(file), new CsvFormat());

        Assert.Equal((rows, columns), (table.RowCount, table.Columns.Count));
    }

    [Fact]
    public void Bars_of_a_minute_are_numbers()
    {
        var table = Input.Read(SharedData.At("bars/SP500_NOV2019_IDayRVol.csv"), new CsvFormat());

        Assert.Equal(1_563, table.RowCount);
        Assert.Equal("Date TIMESTAMP, Open DOUBLE, Close DOUBLE, High DOUBLE, Low DOUBLE, Volume BIGINT", table.Schema.ToString());
    }

    [Fact]
    public void The_requests_of_the_world_cup_add_up()
    {
        var table = Input.Read(SharedData.At("traffic/worldcup98-invocation-count.csv"), new CsvFormat());
        using var session = DuckSession.Open();
        session.AddTable("requests", table);
        var counts = table.Schema.Fields.Where(field => field.Type == ColumnType.Int64).Select(field => session.Count($"SELECT sum({Sql.Identifier(field.Name)}) FROM requests"));

        Assert.Equal(125_300, table.RowCount);
        Assert.Contains(1_352_804_107, counts);
    }

    [Fact]
    public void Weekly_sales_are_read_from_parquet()
    {
        var table = Input.Read(SharedData.At("demand/orange_juice_weekly.parquet"), new ParquetFormat());

        Assert.Equal(106_139, table.RowCount);
    }

    [Theory]
    [InlineData("traffic/nhl_schedule_2019.parquet")]
    [InlineData("traffic/nhl_schedule_2025.parquet")]
    public void Schedules_are_read_from_parquet(string file)
    {
        var path = SharedData.At(file);
        using var session = DuckSession.Open();

        Assert.Equal(session.Count($"SELECT count(*) FROM read_parquet({Sql.Literal(path)})"), Input.Read(path, new ParquetFormat()).RowCount);
    }

    [Fact]
    public void The_shots_and_goals_of_115_matches_are_counted_in_nested_json()
    {
        using var session = DuckSession.Open(new() { Threads = 2 });
        var format = new JsonFormat { Columns = [new("events", "STRUCT(eventId BIGINT, tags STRUCT(id BIGINT)[], matchPeriod VARCHAR)[]")] };
        format.AddView(session, "matches", InputFiles.At(SharedData.At("wyscout"), "wyscout"));
        session.Execute("CREATE VIEW shots AS SELECT e.tags AS tags FROM (SELECT unnest(events) AS e FROM matches) WHERE e.eventId = 10 AND e.matchPeriod <> 'P'");

        Assert.Equal(115, session.Count("SELECT count(*) FROM matches"));
        Assert.Equal(179_899, session.Count("SELECT sum(len(events)) FROM matches"));
        Assert.Equal(2_617, session.Count("SELECT count(*) FROM shots"));
        Assert.Equal(221, session.Count("SELECT count(*) FROM shots WHERE list_contains([t.id FOR t IN tags], 101)"));
    }

    [Fact]
    public void Every_key_of_51_matches_is_found()
    {
        var table = Input.Read(SharedData.At("wyscout/euro-2016"), new JsonFormat { FileColumn = "file" }, threads: 2);

        Assert.Equal(51, table.RowCount);
        Assert.IsType<ListColumn>(table["events"]);
        var files = Enumerable.Range(0, 51).Select(row => table.Strings("file")[row]!).ToList();
        Assert.Equal(files.Order(StringComparer.Ordinal), files);
    }
}
