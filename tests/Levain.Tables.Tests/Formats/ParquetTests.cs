using System.Buffers.Binary;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

public sealed class ParquetTests : IDisposable
{
    private readonly InputFolder folder = new();
    private readonly DuckSession session = DuckSession.Open();

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
    }

    private string Written(string name, string select)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        session.ReadTable(select).WriteParquet(folder.At(name));
        return folder.At(name);
    }

    private BuildException Refused(byte[] bytes, ParquetFormat? format = null)
    {
        var error = Assert.Throws<BuildException>(() => Input.Read(folder.Write("objects/ab/cdef", bytes), format ?? new(), name: "x.parquet"));
        Assert.DoesNotContain(folder.Root, error.Message + error.Hint, StringComparison.Ordinal);
        return error;
    }

    [Fact]
    public void A_table_that_was_written_reads_back_the_same()
    {
        var table = session.ReadTable("SELECT i, i * 0.1 AS x, CASE WHEN i % 3 = 0 THEN NULL ELSE 'n' || i END AS s, [{'a': i}] AS l FROM range(5000) t(i) ORDER BY i");
        table.WriteParquet(folder.At("x.parquet"));

        var again = Input.Read(folder.At("x.parquet"), new ParquetFormat(), threads: 2);

        Assert.Equal(Rows.Of(table), Rows.Of(again));
    }

    [Fact]
    public void Folders_of_a_tree_are_columns_when_declared()
    {
        Written("tree/year=2025/a=b.parquet", "SELECT 1 AS x");
        Written("tree/year=2024/1.parquet", "SELECT 2 AS x");

        var table = Input.Read(folder.At("tree"), new ParquetFormat { Partitions = [new("year", "INTEGER")], FileColumn = "file" });

        Assert.Equal("x INTEGER, year INTEGER, file VARCHAR", table.Schema.ToString());
        Assert.Equal(["2|2024|year=2024/1.parquet", "1|2025|year=2025/a=b.parquet"], Rows.Of(table));
        Assert.Equal("x INTEGER", Input.Read(folder.At("tree"), new ParquetFormat()).Schema.ToString());
    }

    [Fact]
    public void Files_with_other_columns_are_joined_only_when_said()
    {
        Written("tree/1.parquet", "SELECT 1 AS x");
        Written("tree/2.parquet", "SELECT 2 AS x, 'b' AS y");
        Written("tree/3.parquet", "SELECT 'c' AS y");

        Assert.Equal(["1|∅", "2|b", "∅|c"], Rows.Of(Input.Read(folder.At("tree"), new ParquetFormat { UnionByName = true })));
        Assert.Contains("`tree`", Assert.Throws<BuildException>(() => Input.Read(folder.At("tree"), new ParquetFormat())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_parquet_is_refused()
    {
        var good = File.ReadAllBytes(Written("good.parquet", "SELECT i FROM range(100) t(i)"));

        Assert.Equal("`x.parquet` is empty", Refused([]).Message);
        Assert.Equal("`x.parquet` is no Parquet file: it does not begin with `PAR1`", Refused("a,b\n1,2\n"u8.ToArray()).Message);
        Assert.Equal("`x.parquet` is cut off: it does not end with `PAR1`", Refused(good[..^20]).Message);
        Assert.Equal("`x.parquet` is cut off: it does not end with `PAR1`", Refused("PAR1"u8.ToArray()).Message);
        BinaryPrimitives.WriteInt32LittleEndian(good.AsSpan(good.Length - 8), 0x7fffffff);
        Assert.Equal("`x.parquet` is damaged: its footer would be longer than the file", Refused(good).Message);
    }

    [Fact]
    public void A_damaged_footer_is_refused_in_one_sentence()
    {
        var bytes = File.ReadAllBytes(Written("good.parquet", "SELECT i FROM range(100) t(i)"));
        var footer = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 8));
        bytes.AsSpan(bytes.Length - 8 - footer, footer).Fill(0xff);

        var error = Refused(bytes);

        Assert.StartsWith("`x.parquet` cannot be read as Parquet: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_partition_that_no_folder_names_is_refused()
    {
        Written("tree/1.parquet", "SELECT 1 AS x");

        Assert.Equal("`tree/1.parquet` lies in no folder `year=…`", Assert.Throws<BuildException>(() => Input.Read(folder.At("tree"), new ParquetFormat { Partitions = [new("year", "INTEGER")] })).Message);
    }

    [Fact]
    public void A_changed_file_is_a_table_or_a_sentence()
    {
        var random = new Random(31);
        var good = File.ReadAllBytes(Written("good.parquet", "SELECT i, i * 0.5 AS x, 'name ' || (i % 9) AS s, [i, NULL] AS l, {'a': i} AS st FROM range(500) t(i)"));
        var footer = BinaryPrimitives.ReadInt32LittleEndian(good.AsSpan(good.Length - 8)) + 8;
        for (var trial = 0; trial < 100; trial++)
        {
            var bytes = (byte[])good.Clone();
            var from = random.Next(3) == 0 ? 4 : bytes.Length - footer;
            for (var i = random.Next(1, 5); i > 0; i--) bytes[random.Next(from, bytes.Length - 8)] = (byte)random.Next(256);
            try
            {
                Input.Read(folder.Write("x.parquet", bytes), new ParquetFormat());
            }
            catch (BuildException error)
            {
                Assert.DoesNotContain(folder.Root, error.Message, StringComparison.Ordinal);
            }
        }
    }
}
