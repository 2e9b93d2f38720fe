using Levain.Tables.DuckDb;
using Levain.Tables.Statistics;

namespace Levain.Tables;

/// <summary>An artifact that is one table: a CSV, JSON or Parquet file, or a tree of files of one of these kinds with the same columns.</summary>
public sealed class TabularFiles
{
    private const int RowsPerPiece = 1 << 17;
    // DuckDB's own bound for one JSON value, and ours for those that are larger.
    private const long UsualValue = 1 << 24, LargestValue = 1 << 29;

    private readonly string name, folder;
    private readonly IReadOnlyList<string> paths;
    private readonly TabularName format;

    private TabularFiles(string name, string folder, IReadOnlyList<string> paths, TabularName format, int leftOut) =>
        (this.name, this.folder, this.paths, this.format, LeftOut) = (name, folder, paths, format, leftOut);

    /// <summary>How many files of a tree are no part of the table.</summary>
    public int LeftOut { get; }

    /// <summary>How many files the table is read from.</summary>
    public int Count => paths.Count;

    /// <param name="name">What the artifact is called in messages, such as <c>snapshot `shots`</c>.</param>
    /// <param name="source">The name of the file when the artifact is one: its bytes alone do not say whether they are CSV. Null means that only Parquet is known.</param>
    /// <param name="reason">Why it is no table, when null is returned.</param>
    public static TabularFiles? Find(ArtifactReader content, string name, string? source, out string reason)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.Content.IsTree ? OfTree(content, name, out reason) : OfFile(content, name, source, out reason);
    }

    /// <summary>What the table is like.</summary>
    public TableStatistics Describe(CancellationToken cancellation = default)
    {
        using var session = Open(cancellation);
        return Guard(() => Describe(session, Select, cancellation));
    }

    internal string Select => $"SELECT * FROM {Function}";

    internal static DuckSession Open(CancellationToken cancellation) =>
        DuckSession.Open(new() { Threads = Environment.ProcessorCount, TemporaryFolder = Path.Combine(Path.GetTempPath(), $"levain-duckdb-{Environment.ProcessId}"), Cancellation = cancellation });

    /// <summary>Runs what reads these files; errors name the artifact, not where its bytes happen to lie.</summary>
    internal T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckException error)
        {
            var message = error.Message.Replace(folder + "/", "", StringComparison.Ordinal).Replace(folder, name, StringComparison.Ordinal);
            throw new BuildException($"{name} cannot be read as a table: {message}", inner: error);
        }
    }

    internal static TableStatistics Describe(DuckSession session, string select, CancellationToken cancellation)
    {
        using var result = session.Query(session.Cast(select));
        var schema = new Schema(result.Columns.Select(column => new Field(column.Name, column.Type.Column!)));
        var accumulator = new TableAccumulator(schema.Fields, Environment.ProcessorCount, cancellation);
        var builder = new TableBuilder(schema);
        var rows = 0;
        while (result.Read(out var chunk))
        {
            for (var i = 0; i < result.Columns.Count; i++) VectorReader.Append(builder.Columns[i], chunk.Column(i), result.Columns[i].Name);
            rows += chunk.Rows;
            if (rows < RowsPerPiece) continue;
            accumulator.Add(builder.Build());
            rows = 0;
        }

        if (rows > 0) accumulator.Add(builder.Build());
        return accumulator.Finish();
    }

    private string Function
    {
        get
        {
            var files = Sql.List(paths);
            var union = paths.Count > 1 ? ", union_by_name = true" : "";
            return format.Kind switch
            {
                // The types are taken from all rows: those of a sample may not hold for the rest.
                TabularKind.Csv => $"read_csv({files}, sample_size = -1, hive_partitioning = false, compression = '{format.Compression}'{union})",
                TabularKind.Json => $"read_json({files}, sample_size = -1, map_inference_threshold = -1, hive_partitioning = false, compression = '{JsonCompression}', maximum_object_size = {LargestObject}{union})",
                _ => $"read_parquet({files}, hive_partitioning = false{union})",
            };
        }
    }

    // The two readers of DuckDB name it differently.
    private string JsonCompression => format.Compression == "none" ? "uncompressed" : format.Compression;

    private long LargestObject => Math.Clamp(paths.Max(path => new FileInfo(path).Length), UsualValue, LargestValue);

    private static TabularFiles? OfTree(ArtifactReader content, string name, out string reason)
    {
        var files = content.Files.Select(file => (Name: file, Format: TabularName.Of(file))).ToList();
        var tabular = files.Where(file => file.Format is not null).ToList();
        var formats = tabular.Select(file => file.Format!).Distinct().ToList();
        reason = formats.Count switch
        {
            0 => $"{name} is no table: none of its {files.Count} files is CSV, JSON or Parquet by its name",
            1 => "",
            _ => $"{name} is no table: its files are {string.Join(" and ", formats.Select(format => $"{format.Kind}{(format.Compression == "none" ? "" : $" ({format.Compression})")}"))}",
        };
        return formats.Count == 1
            ? new(name, content.Path, [.. tabular.Select(file => Path.Combine(content.Path, file.Name))], formats[0], files.Count - tabular.Count)
            : null;
    }

    private static TabularFiles? OfFile(ArtifactReader content, string name, string? source, out string reason)
    {
        var format = IsParquet(content) ? new(TabularKind.Parquet, "none") : source is null ? null : TabularName.Of(source);
        reason = format is not null ? "" : source is null ? $"{name} is no table: it is no Parquet file" : $"{name} is no table: `{Path.GetFileName(source)}` is neither CSV, JSON nor Parquet by its name";
        return format is null ? null : new(name, content.Path, [content.Path], format, 0);
    }

    private static bool IsParquet(ArtifactReader content)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = content.Open();
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PAR1"u8);
    }
}
