using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Tests.Formats;

/// <summary>Changes what belongs to the whole process, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class SameBytesTests : IDisposable
{
    private readonly InputFolder folder = new();
    private readonly string before = Directory.GetCurrentDirectory();

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        SetZone(null);
        folder.Dispose();
    }

    [Theory]
    [InlineData(1, "", "UTC")]
    [InlineData(2, ",", "America/New_York")]
    [InlineData(4, "٫", "Asia/Kathmandu")]
    public void Threads_culture_zone_and_working_directory_change_no_byte(int threads, string point, string zone)
    {
        var (csv, json, tree) = (folder.Write("x.csv", Csv()), folder.Write("x.json", Json()), Tree());
        string[] expected = [Bytes(csv, new CsvFormat(), 1), Bytes(json, new JsonFormat(), 1), Bytes(tree, new ParquetFormat(), 1)];

        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        if (point.Length > 0) culture.NumberFormat.NumberDecimalSeparator = point;
        CultureInfo.CurrentCulture = culture;
        SetZone(zone);
        Directory.SetCurrentDirectory(folder.Root);

        string[] found = [Bytes("x.csv", new CsvFormat(), threads), Bytes("x.json", new JsonFormat(), threads), Bytes("tree", new ParquetFormat(), threads)];
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Threads_change_no_row_and_no_order(int threads)
    {
        var (csv, json) = (folder.Write("x.csv", Csv()), folder.Write("x.json", Json()));

        Assert.Equal(Rows.Of(Input.Read(csv, new CsvFormat())), Rows.Of(Input.Read(csv, new CsvFormat(), threads)));
        Assert.Equal(Rows.Of(Input.Read(json, new JsonFormat())), Rows.Of(Input.Read(json, new JsonFormat(), threads)));
    }

    [Fact]
    public void What_streams_through_has_the_rows_of_what_is_read_at_once_and_needs_little_memory()
    {
        var csv = folder.Write("x.csv", string.Concat(Enumerable.Repeat(Csv()[(Csv().IndexOf('\n', StringComparison.Ordinal) + 1)..], 4).Prepend(Csv()[..(Csv().IndexOf('\n', StringComparison.Ordinal) + 1)])));
        TableFiles.ToParquet(csv, new CsvFormat(), folder.At("streamed.parquet"), memory: 64 << 20, cancellation: TestContext.Current.CancellationToken);
        TableFiles.ToParquet(csv, new CsvFormat(), folder.At("again.parquet"), memory: 64 << 20, cancellation: TestContext.Current.CancellationToken);
        Input.Read(csv, new CsvFormat(), threads: 2).WriteParquet(folder.At("read.parquet"));

        Assert.Equal(File.ReadAllBytes(folder.At("streamed.parquet")), File.ReadAllBytes(folder.At("again.parquet")));
        Assert.Equal(File.ReadAllBytes(folder.At("streamed.parquet")), File.ReadAllBytes(folder.At("read.parquet")));
        Assert.Equal(["again.parquet", "read.parquet", "streamed.parquet", "x.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_needs_more_memory_than_allowed_is_refused_and_leaves_nothing()
    {
        var json = folder.Write("x.json", $"[{{\"a\": \"{new string('x', 30_000_000)}\"}}]");

        var error = Assert.Throws<BuildException>(() => TableFiles.ToParquet(json, new JsonFormat { Columns = [new("a", "VARCHAR")] }, folder.At("x.parquet"), memory: 32 << 20, cancellation: TestContext.Current.CancellationToken));

        Assert.StartsWith("`x.json` needs more memory than there is", error.Message, StringComparison.Ordinal);
        Assert.Equal(["x.json"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    private string Bytes(string path, TableFormat format, int threads)
    {
        var target = folder.At($"{Guid.NewGuid()}.parquet");
        Input.Read(path, format, threads).WriteParquet(target);
        return Digest.Of(File.ReadAllBytes(target)).ToString();
    }

    private static string Csv() => $"id,x,name,at\n{string.Concat(Enumerable.Range(0, 150_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i * 0.37},\"n, {i % 77}\",2026-03-29 0{i % 10}:30:00\n")))}";

    private static string Json() => string.Concat(Enumerable.Range(0, 30_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"id\": {i}, \"x\": {i * 0.37}, \"tags\": [{{\"id\": {i % 5}}}]}}\n")));

    private string Tree()
    {
        using var session = DuckSession.Open();
        for (var i = 0; i < 4; i++) session.ReadTable($"SELECT j + {i} AS id, j * 0.5 AS x FROM range(40000) t(j)").WriteParquet(folder.Write($"tree/{i}.parquet", ""));
        return folder.At("tree");
    }

    private static void SetZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
