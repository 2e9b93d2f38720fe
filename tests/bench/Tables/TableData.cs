using System.Globalization;
using Levain.Building;
using Levain.Store;
using Levain.Tables.DuckDb;

namespace Levain.Bench;

/// <summary>The data of the suite: files, and the same in a store.</summary>
internal sealed class TableData(string folder, int rows, string root)
{
    public int Rows => rows;

    public string Root => Path.Combine(folder, "workspace");

    public string CsvFile => Path.Combine(folder, "rows.csv");

    public string ParquetFile => Path.Combine(folder, "rows.parquet");

    /// <summary>The folder of the Wyscout matches, or null where no mirror has them.</summary>
    public string? Matches { get; } = (Environment.GetEnvironmentVariable("LEVAIN_MIRRORS") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Append(Path.Combine(root, "..", "shared", "data")).Select(mirror => Path.GetFullPath(Path.Combine(mirror, "wyscout"))).FirstOrDefault(Directory.Exists);

    public Content Csv { get; private set; }

    public Content Parquet { get; private set; }

    public Content Json { get; private set; }

    public void Make()
    {
        Directory.CreateDirectory(Root);
        using (var session = DuckSession.Open())
        {
            var select = string.Create(CultureInfo.InvariantCulture, $"""
                SELECT i AS id, ((hash(i) % 1000003) / 1000.0)::DOUBLE AS price, ((hash(i + 1) % 999983) / 77.0)::DOUBLE AS weight, 'team ' || (hash(i + 2) % 500) AS team,
                  DATE '2020-01-01' + (i // 3000)::INTEGER AS day, TIMESTAMP '2020-01-01 00:00:00' + INTERVAL (i) SECOND AS moment, hash(i + 3) % 2 = 0 AS home
                FROM range({rows}) t(i)
                """);
            session.Execute($"COPY ({select}) TO {Sql.Literal(CsvFile)} (FORMAT csv, HEADER)");
            session.WriteParquet(select, ParquetFile);
        }

        var store = Workspace.Open(Root).Store;
        Csv = store.AddPath(CsvFile, Adding.Copy, CancellationToken.None);
        Parquet = store.AddPath(ParquetFile, Adding.Copy, CancellationToken.None);
        if (Matches is { } matches) Json = store.AddPath(matches, Adding.Copy, CancellationToken.None);
    }

    /// <summary>Nothing is left of an earlier run: no path in the store, and no file in the kernel's cache where we may empty that.</summary>
    public void Forget()
    {
        var paths = Path.Combine(Root, ".levain", "paths");
        if (Directory.Exists(paths)) new Command("rm", ["-rf", paths], folder).Run();
        new Command("sync", ["-f", folder], folder).Run();
        try
        {
            File.WriteAllText("/proc/sys/vm/drop_caches", "3");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not ours to empty: cold then means the process and the store, not the disk.
        }
    }
}
