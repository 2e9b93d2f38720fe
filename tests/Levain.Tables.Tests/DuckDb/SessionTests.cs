using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.DuckDb;

public sealed class SessionTests : IDisposable
{
    private readonly DuckSession session = DuckSession.Open();

    public void Dispose() => session.Dispose();

    [Fact]
    public void A_query_gives_the_rows_of_a_table()
    {
        var table = session.ReadTable("SELECT i::INTEGER AS i, i * 0.5::DOUBLE AS half, 'row ' || i AS name FROM range(5000) t(i) ORDER BY i");

        Assert.Equal(5000, table.RowCount);
        Assert.Equal("i INTEGER, half DOUBLE, name VARCHAR", table.Schema.ToString());
        Assert.Equal(4321, table.Ints("i")[4321]);
        Assert.Equal(2160.5, table.Doubles("half")[4321]);
        Assert.Equal("row 4321", table.Strings("name")[4321]);
    }

    [Theory]
    [InlineData("true", "BOOLEAN", "True")]
    [InlineData("1::TINYINT", "INTEGER", "1")]
    [InlineData("3000000000::UINTEGER", "BIGINT", "3000000000")]
    [InlineData("sum(7) over ()", "BIGINT", "7")]
    [InlineData("1.25::FLOAT", "FLOAT", "1.25")]
    [InlineData("-12.345::DECIMAL(9, 3)", "DECIMAL(9,3)", "-12.345")]
    [InlineData("123456789012345678.9::DECIMAL(25, 1)", "DECIMAL(25,1)", "123456789012345678.9")]
    [InlineData("DATE '2026-02-28'", "DATE", "02/28/2026")]
    [InlineData("TIMESTAMP '1969-12-31 23:59:59.5'", "TIMESTAMP", "1969-12-31 23:59:59.5")]
    [InlineData("TIMESTAMPTZ '2026-01-01 00:00:00+02'", "TIMESTAMP WITH TIME ZONE", "2025-12-31 22:00:00")]
    [InlineData("'a'::ENUM ('a', 'b')", "VARCHAR", "a")]
    [InlineData("'a text of more than twelve bytes'", "VARCHAR", "a text of more than twelve bytes")]
    public void A_value_of_each_type_keeps_its_value(string expression, string type, string expected)
    {
        var column = session.ReadTable($"SELECT {expression} AS x").Columns[0];

        Assert.Equal(type, column.Type.ToString());
        Assert.Equal(expected, Show(column));
    }

    [Theory]
    [InlineData("INTERVAL 1 DAY", "Interval")]
    [InlineData("'x'::BLOB", "Blob")]
    [InlineData("MAP {'a': 1}", "Map")]
    public void A_type_that_no_table_holds_is_refused_by_name(string expression, string type) =>
        Assert.Equal($"column `x` is of type {type}, which no table holds", Assert.Throws<BuildException>(() => session.ReadTable($"SELECT {expression} AS x")).Message);

    [Fact]
    public void Nested_values_and_nulls_at_every_depth_survive_a_round_trip()
    {
        const string Query = """
            SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE [CASE WHEN (i + j) % 3 = 0 THEN NULL ELSE {'x': i * 0.25::DOUBLE, 'tags': [{'id': i}, NULL], 'name': CASE WHEN j = 1 THEN NULL ELSE 'n' || (i % 10) END} END
              FOR j IN range(i % 5)] END AS events, i::INTEGER AS i
            FROM range(6000) t(i) ORDER BY i
            """;
        var table = session.ReadTable(Query);
        session.AddTable("again", table);

        Assert.Equal(0, session.Count($"SELECT count(*) FROM (({Query}) EXCEPT ALL SELECT * FROM again)"));
        Assert.Equal(6000, session.Count($"SELECT count(*) FROM (({Query}) INTERSECT ALL SELECT * FROM again)"));
    }

    [Fact]
    public void A_table_can_be_queried_by_some_of_its_columns()
    {
        session.AddTable("numbers", session.ReadTable("SELECT i AS a, i * 2 AS b, 'x' AS c FROM range(10000) t(i)"));

        Assert.Equal(99990000, session.Count("SELECT sum(b) FROM numbers"));
        Assert.Equal(10000, session.Count("SELECT count(*) FROM numbers"));
    }

    [Fact]
    public void A_field_may_be_called_like_any_word_of_SQL()
    {
        var words = session.ReadTable("SELECT DISTINCT keyword_name AS word FROM duckdb_keywords() ORDER BY word").Strings("word");

        Assert.All(Enumerable.Range(0, words.Count), row => session.Execute($"SELECT NULL::{ColumnType.Struct([new(words[row]!, ColumnType.Int32)])}"));
    }

    [Fact]
    public void A_query_that_is_wrong_says_where()
    {
        var error = Assert.Throws<DuckException>(() => session.ReadTable("SELECT 1 AS x,\n  no_such_function(2)"));

        Assert.Equal("Catalog", error.Kind);
        Assert.Equal(17, error.Position);
    }

    [Fact]
    public void An_error_in_the_middle_of_the_rows_is_told()
    {
        var error = Assert.Throws<DuckException>(() => session.ReadTable("SELECT CAST(CASE WHEN i = 99999 THEN 'word' ELSE '1' END AS INTEGER) AS x FROM range(100000) t(i)"));

        Assert.Equal("Conversion", error.Kind);
    }

    [Fact]
    public void A_query_can_be_stopped()
    {
        using var stopping = new CancellationTokenSource();
        using var stoppable = DuckSession.Open(new() { Cancellation = stopping.Token });
        using var result = stoppable.Query("SELECT i FROM range(1000000000000) t(i)");
        Assert.True(result.Read(out _));

        stopping.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (result.Read(out _))
            {
            }
        });
    }

    [Fact]
    public void The_session_survives_what_went_wrong()
    {
        Assert.Throws<DuckException>(() => session.ReadTable("SELEC 1"));

        Assert.Equal(1, session.Count("SELECT 1"));
    }

    private static string Show(TableColumn column) => column switch
    {
        ValueColumn<bool> bools => bools[0].ToString(),
        ValueColumn<int> ints => FormattableString.Invariant($"{ints[0]}"),
        ValueColumn<long> longs => FormattableString.Invariant($"{longs[0]}"),
        ValueColumn<float> floats => FormattableString.Invariant($"{floats[0]}"),
        ValueColumn<decimal> decimals => FormattableString.Invariant($"{decimals[0]}"),
        ValueColumn<DateOnly> dates => FormattableString.Invariant($"{dates[0]}"),
        ValueColumn<Timestamp> times => times[0].ToString(),
        StringColumn texts => texts[0]!,
        _ => throw new InvalidOperationException(column.Type.ToString()),
    };
}
