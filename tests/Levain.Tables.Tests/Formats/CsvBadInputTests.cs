using System.IO.Compression;
using System.Text;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

public sealed class CsvBadInputTests : IDisposable
{
    private readonly InputFolder folder = new();

    public void Dispose() => folder.Dispose();

    private BuildException Refused(byte[] bytes, CsvFormat? format = null, int threads = 1)
    {
        var error = Assert.Throws<BuildException>(() => Input.Read(folder.Write("objects/ab/cdef", bytes), format ?? new(), threads, name: "x.csv"));
        // Where the store keeps it helps nobody.
        Assert.DoesNotContain(folder.Root, error.Message + error.Hint, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Hint));
        return error;
    }

    private BuildException Refused(string text, CsvFormat? format = null) => Refused(Encoding.UTF8.GetBytes(text), format);

    [Theory]
    [InlineData("a,b\n1,x\n2,\"y", "line 3, column `b` of `x.csv`: the quote that opens here is never closed", "cut off inside quotes")]
    [InlineData("a,b\n1,\"x\"y\n", "line 2, column `b` of `x.csv`: text stands behind the closing quote", "a quote inside quotes is not doubled")]
    [InlineData("a,b\n1,x\n2\n3,z\n", "line 3 of `x.csv` has 1 field, but there are 2 columns", "too few")]
    [InlineData("a,b\n1,x\n2,y,z\n", "line 3 of `x.csv` has 3 fields, but there are 2 columns", "too many")]
    [InlineData("a,b\n1,\"x\ny\"\n2\n", "line 4 of `x.csv` has 1 field, but there are 2 columns", "lines inside quotes count too")]
    [InlineData("", "`x.csv` is empty", "no header")]
    [InlineData("a,a\n1,2\n", "the header of `x.csv` cannot be read: columns 1 and 2 are both `a`", "one name for two")]
    [InlineData("a,A\n1,2\n", "the header of `x.csv` cannot be read: columns 1 and 2 are both `A` when letters' case is ignored, as SQL does", "one name for two")]
    [InlineData("a,\n1,2\n", "the header of `x.csv` cannot be read: column 2 has no name", "no name")]
    [InlineData("a,b\n1,x\0y\n", "line 2, column `b` of `x.csv` holds a zero byte", "no text")]
    public void What_is_no_table_is_refused_with_its_place(string text, string expected, string why) => Assert.True(Refused(text).Message == expected, $"{Refused(text).Message} ({why})");

    [Theory]
    [InlineData("BIGINT", "1.5", "a fraction would be lost")]
    [InlineData("BIGINT", "hello", "no number")]
    [InlineData("BIGINT", "9223372036854775808", "too large")]
    [InlineData("BIGINT", "0x10", "no decimal digits")]
    [InlineData("INTEGER", "2147483648", "too large")]
    [InlineData("DOUBLE", "1e400", "too large")]
    [InlineData("DOUBLE", "1.5.", "no number")]
    [InlineData("FLOAT", "1e39", "too large")]
    [InlineData("DECIMAL(5,2)", "1.125", "a digit would be lost")]
    [InlineData("DECIMAL(5,2)", "1000", "too large")]
    [InlineData("BOOLEAN", "maybe", "neither")]
    [InlineData("DATE", "2026-02-30", "no such day")]
    [InlineData("DATE", "2026-02-28 10:00:00", "the time would be lost")]
    [InlineData("TIMESTAMP", "2026-02-28 10:00:00+02", "the zone would be lost")]
    [InlineData("TIMESTAMPTZ", "2026-02-28 10:00:00", "which zone, nobody said")]
    public void A_value_that_is_not_of_its_declared_type_is_refused(string type, string value, string why)
    {
        var error = Refused($"a,b\nx,\n\"q\nr\",{value}\n", new() { Columns = [new("b", type)] });

        var shown = type == "TIMESTAMPTZ" ? "TIMESTAMP WITH TIME ZONE" : type;
        Assert.True($"line 4, column `b` of `x.csv`: `{value}` is no {shown}" == error.Message, $"{error.Message} ({why})");
    }

    [Fact]
    public void A_long_value_is_shown_in_part() =>
        Assert.Equal($"line 2, column `a` of `x.csv`: `{new string('9', 40)}…` is no BIGINT", Refused($"a\n{new string('9', 5000)}\n", new() { Columns = [new("a", "BIGINT")] }).Message);

    [Fact]
    public void Bytes_that_are_not_utf_8_are_named_with_their_place()
    {
        var error = Refused([.. "a,b\n1,x\n2,"u8, 0xff, .. "y\n"u8]);

        Assert.Equal("line 3, column `b` of `x.csv` is not UTF-8: it has the byte FF", error.Message);
        Assert.Contains("CsvEncoding.Latin1", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Half_a_letter_of_utf_16_is_refused(int lines)
    {
        byte[] bytes = [0xff, 0xfe, .. Encoding.Unicode.GetBytes($"a\n{string.Concat(Enumerable.Repeat("1\n", lines))}"), 0x00, 0xd8, .. Encoding.Unicode.GetBytes("b\n")];

        Assert.StartsWith("`x.csv` is not UTF-16 behind line ", Refused(bytes, new() { Encoding = CsvEncoding.Utf16 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_not_utf_8_is_refused() => Assert.Equal("the header of `x.csv` cannot be read: the name of column 2 is not UTF-8", Refused([.. "a,"u8, 0xe9, .. "\n1,2\n"u8]).Message);

    [Fact]
    public void A_compressed_file_is_called_what_it_is()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write("a,b\n1,2\n"u8);

        Assert.Equal("`x.csv` is compressed by gzip, not text", Refused(packed.ToArray()).Message);
        Assert.Equal("`x.csv` is a zip archive, not text", Refused("PK\u0003\u0004").Message);
        Assert.Equal("`x.csv` is UTF-16, not UTF-8", Refused([0xff, 0xfe, .. Encoding.Unicode.GetBytes("a\n1\n")]).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_enormous_row_is_refused_before_it_is_read(int threads)
    {
        var format = new CsvFormat { LargestRow = 100_000 };

        Assert.Equal("line 2 of `x.csv` begins a row of more than 100,000 bytes", Refused(Encoding.UTF8.GetBytes($"a,b\n1,\"{new string('x', 3_000_000)}"), format, threads).Message);
        Assert.Equal("line 3 of `x.csv` begins a row of 200,003 bytes, more than 100,000", Refused(Encoding.UTF8.GetBytes($"a,b\n1,2\n1,{new string('x', 200_000)}\n"), format, threads).Message);
    }

    [Fact]
    public void A_row_of_several_megabytes_is_read_where_it_is_allowed()
    {
        var table = Input.Read(folder.Write("x.csv", $"a,b\n1,2\n1,\"{new string('x', 5_000_000)}\"\n3,4\n"), new CsvFormat { LargestRow = 1 << 24 });

        Assert.Equal(3, table.RowCount);
        Assert.Equal(5_000_000, table.Strings("b").Utf8(1).Length);
    }

    [Fact]
    public void A_declared_column_that_is_missing_is_refused_with_the_nearest_name()
    {
        var error = Refused("distance,angle\n1,2\n", new() { Columns = [new("distence", "DOUBLE")] });

        Assert.Equal("the header of `x.csv` has no column `distence`", error.Message);
        Assert.Equal("did you mean `distance`?", error.Hint);
    }

    [Fact]
    public void A_file_of_a_tree_with_other_columns_is_refused()
    {
        folder.Write("tree/1.csv", "a,b\n1,2\n");
        folder.Write("tree/2.csv", "a,c\n1,2\n");

        var error = Assert.Throws<BuildException>(() => Input.Read(folder.At("tree"), new CsvFormat()));

        Assert.Equal("the header of `tree/2.csv` cannot be read: column 2 is `c`, but `b` in `tree/1.csv`", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_first_of_several_errors_is_told_whatever_the_threads(int threads)
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 600_000; i++) text.Append(i == 400_000 ? "1,x\n" : i == 500_000 ? "y,1\n" : "1,1\n");

        var error = Refused(Encoding.UTF8.GetBytes(text.ToString()), new() { Columns = [new("a", "BIGINT"), new("b", "BIGINT")] }, threads);

        Assert.Equal("line 400,002, column `b` of `x.csv`: `x` is no BIGINT", error.Message);
    }

    [Fact]
    public void A_query_over_a_bad_file_says_the_same()
    {
        var path = folder.Write("objects/cd", $"a\n{string.Concat(Enumerable.Repeat("1\n", 1_000_000))}x\n");
        using var session = DuckSession.Open();
        new CsvFormat { Columns = [new("a", "BIGINT")] }.AddView(session, "rows", InputFiles.At(path, "x.csv"));

        var error = Assert.Throws<BuildException>(() => session.ReadTable("SELECT sum(a) AS s FROM rows"));

        Assert.Equal("line 1,000,002, column `a` of `x.csv`: `x` is no BIGINT", error.Message);
        Assert.Equal(1, session.Count("SELECT 1"));
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused()
    {
        Assert.Throws<BuildException>(() => new CsvFormat { Delimiter = '\n' });
        Assert.Throws<BuildException>(() => new CsvFormat { LargestRow = 1 });
        Assert.Equal("`\"` cannot both separate fields and quote them", Assert.Throws<BuildException>(() => Input.Read(folder.Write("y.csv", "a\n1\n"), new CsvFormat { Delimiter = '"' })).Message);
        Assert.Equal("column `a` is declared as `STRUCT(x INT)`, which is no type that a field holds", Assert.Throws<BuildException>(() => Input.Read(folder.Write("y.csv", "a\n1\n"), new CsvFormat { Columns = [new("a", "STRUCT(x INT)")] })).Message);
        Assert.Equal("the time format `%Q` has a `%` that means nothing here", Assert.Throws<BuildException>(() => Input.Read(folder.Write("y.csv", "a\n1\n"), new CsvFormat { DateFormat = "%Q" })).Message);
    }
}
