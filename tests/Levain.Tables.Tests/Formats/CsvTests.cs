using System.Text;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

public sealed class CsvTests : IDisposable
{
    private readonly InputFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Table Read(string text, CsvFormat? format = null) => Input.Read(folder.Write("x.csv", text), format ?? new());

    [Fact]
    public void Columns_get_the_first_type_that_fits_all_their_values()
    {
        var table = Read("a,b,c,d,e,f,g,h\n1,1.5,true,2026-02-28,2026-02-28 20:15:00,2026-02-28T20:15:00Z,x,\n-2,3,FALSE,2026-03-01,2026-03-01,2026-02-28 20:15:00.25+02:00,007,\n");

        Assert.Equal("a BIGINT, b DOUBLE, c BOOLEAN, d DATE, e TIMESTAMP, f TIMESTAMP WITH TIME ZONE, g VARCHAR, h VARCHAR", table.Schema.ToString());
        Assert.Equal(["1|1.5|true|2026-02-28|2026-02-28 20:15:00|2026-02-28 20:15:00|x|∅", "-2|3|false|2026-03-01|2026-03-01 00:00:00|2026-02-28 18:15:00.25|007|∅"], Rows.Of(table));
    }

    [Theory]
    [InlineData("007", "VARCHAR", "leading zeros belong to a name")]
    [InlineData("0", "BIGINT", "a zero alone does not")]
    [InlineData("-0.5", "DOUBLE", "a zero before the point does not")]
    [InlineData("9223372036854775807", "BIGINT", "the largest")]
    [InlineData("9223372036854775808", "VARCHAR", "a double would round it")]
    [InlineData("1e3", "DOUBLE", "an exponent is no whole number")]
    [InlineData("1e400", "VARCHAR", "no double is as large")]
    [InlineData("NaN", "DOUBLE", "a double can be none")]
    [InlineData("0x10", "VARCHAR", "nobody writes numbers so")]
    [InlineData("1_000", "VARCHAR", "nor so")]
    [InlineData("2026-02-29", "VARCHAR", "there is no such day")]
    [InlineData("28.02.2026", "VARCHAR", "which notation that is, nobody said")]
    [InlineData("2026-02-28 24:00:00", "VARCHAR", "nor such an hour")]
    [InlineData("2026-02-28 20:15:00.1234567", "VARCHAR", "a digit would be lost")]
    [InlineData("yes", "VARCHAR", "may be a word")]
    public void A_type_is_found_only_where_no_value_changes_by_it(string value, string type, string why)
    {
        var table = Read($"a,b\n\"{value}\",1\n");

        Assert.True(table.Columns[0].Type.ToString() == type, $"{table.Columns[0].Type}, but {why}");
    }

    [Fact]
    public void The_whole_file_decides_a_type_not_its_beginning()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 300_000; i++) text.Append(i).Append(",5\n");
        var table = Read(text.Append("word,5\n").ToString());

        Assert.Equal("a VARCHAR, b BIGINT", table.Schema.ToString());
        Assert.Equal("299999", table.Strings("a")[299_999]);
        Assert.Equal("word", table.Strings("a")[300_000]);
    }

    [Fact]
    public void A_column_that_begins_without_values_gets_the_type_of_those_that_come()
    {
        var table = Read($"a,b\n{string.Concat(Enumerable.Repeat(",aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", 50_000))}2026-01-01,x\n");

        Assert.Equal("a DATE, b VARCHAR", table.Schema.ToString());
    }

    [Fact]
    public void Quotes_hold_delimiters_line_ends_and_quotes()
    {
        var table = Read("a,b\n\"x, y\",\"two\r\nlines\"\n\"say \"\"hello\"\"\",\"\"\n5\" pipe,\n");

        Assert.Equal(["x, y|two\r\nlines", "say \"hello\"|", "5\" pipe|∅"], Rows.Of(table));
    }

    [Theory]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("a,b\n1,x\r\n2,y")]
    [InlineData("\ufeffa,b\n1,x\n\n2,y\n\n")]
    public void A_line_ends_in_any_of_three_ways(string text) => Assert.Equal(["1|x", "2|y"], Rows.Of(Read(text)));

    [Fact]
    public void A_notation_can_be_declared()
    {
        var table = Read("note\na;b;c;d\n'1,5';28/02/2026;28/02/26 8:15:30.5 PM;NA\n", new()
        {
            Delimiter = ';', Quote = '\'', DecimalSeparator = ',', NullTexts = ["NA"], DateFormat = "%d/%m/%Y", TimestampFormat = "%d/%m/%y %I:%M:%S.%f %p", SkippedLines = 1,
        });

        Assert.Equal("a DOUBLE, b DATE, c TIMESTAMP, d VARCHAR", table.Schema.ToString());
        Assert.Equal(["1.5|2026-02-28|2026-02-28 20:15:30.5|∅"], Rows.Of(table));
    }

    [Fact]
    public void Declared_columns_are_read_by_name_and_others_left_out()
    {
        var table = Read("a,b,c\n1,2.50,yes\n2,3,0\n", new() { Columns = [new("c", "BOOLEAN"), new("b", "DECIMAL(9,2)")] });

        Assert.Equal("c BOOLEAN, b DECIMAL(9,2)", table.Schema.ToString());
        Assert.Equal(["true|2.50", "false|3.00"], Rows.Of(table));
    }

    [Fact]
    public void A_file_without_a_header_has_declared_or_numbered_columns()
    {
        Assert.Equal("column1 BIGINT, column2 VARCHAR", Read("1,x\n2,y\n", new() { Header = false }).Schema.ToString());
        Assert.Equal("a INTEGER, b VARCHAR", Read("1,x\n2,y\n", new() { Header = false, Columns = [new("a", "INTEGER"), new("b", "VARCHAR")] }).Schema.ToString());
    }

    [Fact]
    public void Latin_1_and_utf_16_are_read_when_said()
    {
        var latin = Input.Read(folder.Write("l.csv", Encoding.Latin1.GetBytes("näme\nZoë\n")), new CsvFormat { Encoding = CsvEncoding.Latin1 });
        var wide = Input.Read(folder.Write("w.csv", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("näme\nZoë\n")]), new CsvFormat { Encoding = CsvEncoding.Utf16 });

        Assert.Equal("Zoë", latin.Strings("näme")[0]);
        Assert.Equal("Zoë", wide.Strings("näme")[0]);
    }

    [Fact]
    public void The_files_of_a_tree_are_one_table_in_ordinal_order_of_their_names()
    {
        folder.Write("tree/b/1.csv", "x\n3\n");
        folder.Write("tree/a.csv", "x\n2\n");
        folder.Write("tree/B.csv", "x\n1\n");
        folder.Write("tree/.hidden", "nothing");

        var table = Input.Read(folder.At("tree"), new CsvFormat { FileColumn = "file" });

        Assert.Equal(["1|B.csv", "2|a.csv", "3|b/1.csv"], Rows.Of(table));
    }

    [Fact]
    public void A_header_alone_is_a_table_without_rows()
    {
        var table = Read("a,b\n");

        Assert.Equal(0, table.RowCount);
        Assert.Equal("a VARCHAR, b VARCHAR", table.Schema.ToString());
    }

    [Fact]
    public void A_query_reads_a_file_piece_by_piece()
    {
        var path = folder.Write("x.csv", $"i,name\n{string.Concat(Enumerable.Range(0, 400_000).Select(i => FormattableString.Invariant($"{i},n{i % 7}\n")))}");
        using var session = DuckSession.Open(new() { Threads = 2 });
        new CsvFormat().AddView(session, "numbers", InputFiles.At(path));

        Assert.Equal(79_999_800_000, session.Count("SELECT sum(i) FROM numbers"));
        Assert.Equal(400_000, session.Count("SELECT count(*) FROM numbers"));
        Assert.Equal(57_143, session.Count("SELECT count(*) FROM numbers WHERE name = 'n3'"));
        Assert.Equal(Input.Read(path, new CsvFormat()).Longs("i").Values.ToArray(), session.ReadTable("SELECT * FROM numbers").Longs("i").Values.ToArray());
    }

    [Fact]
    public void A_query_may_stop_early_or_read_a_file_twice()
    {
        var path = folder.Write("x.csv", $"i\n{string.Concat(Enumerable.Range(0, 100_000).Select(i => FormattableString.Invariant($"{i}\n")))}");
        using var session = DuckSession.Open(new() { Threads = 2 });
        new CsvFormat { FileColumn = "file" }.AddView(session, "numbers", InputFiles.At(path));

        Assert.Equal(3, session.Count("SELECT sum(i) FROM (SELECT i FROM numbers LIMIT 3)"));
        Assert.Equal(100_000, session.Count("SELECT count(*) FROM numbers a JOIN numbers b ON a.i = b.i WHERE a.file = 'x.csv'"));
    }
}
