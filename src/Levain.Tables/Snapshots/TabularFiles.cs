using Levain.Tables.DuckDb;
using Levain.Tables.Statistics;

namespace Levain.Tables;

/// <summary>An artifact that is one table: a CSV, JSON or Parquet file, or a tree of files of one of these kinds with the same columns.</summary>
public sealed class TabularFiles
{
    private const int RowsPerPiece = 1 << 17;

    private readonly InputFiles files;
    private readonly TableFormat format;

    private TabularFiles(InputFiles files, TableFormat format, int leftOut) => (this.files, this.format, LeftOut) = (files, format, leftOut);

    /// <summary>How many files of a tree are no part of the table.</summary>
    public int LeftOut { get; }

    /// <summary>How many files the table is read from.</summary>
    public int Count => files.Files.Count;

    /// <param name="name">What the artifact is called in messages.</param>
    /// <param name="source">The name of the file when the artifact is one: its bytes alone do not say whether they are CSV. Null means that only Parquet is known.</param>
    /// <param name="declared">How somebody says that the files are read; null goes by their names.</param>
    /// <param name="reason">Why it is no table, when null is returned.</param>
    public static TabularFiles? Find(ArtifactReader content, string name, string? source, TableFormat? declared, out string reason)
    {
        ArgumentNullException.ThrowIfNull(content);
        reason = "";
        return declared is not null ? new(InputFiles.At(content.Path, name), declared, 0)
            : content.Content.IsTree ? OfTree(content, name, out reason)
            : OfFile(content, name, source, out reason);
    }

    /// <summary>What the table is like.</summary>
    public TableStatistics Describe(CancellationToken cancellation = default)
    {
        using var scratch = new SpilledFiles();
        using var session = scratch.Open(cancellation);
        AddTo(session, "rows");
        return Saying(() => Describe(session, "SELECT * FROM rows", cancellation));
    }

    /// <summary>Makes the rows available to queries.</summary>
    internal void AddTo(DuckSession session, string view) => format.AddView(session, view, files);

    /// <summary>Runs what reads these files; errors name the artifact, not where its bytes happen to lie.</summary>
    internal T Saying<T>(Func<T> read) => format.Saying(files, read);

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

    private static TabularFiles? OfTree(ArtifactReader content, string name, out string reason)
    {
        var named = content.Files.Select(file => (Name: file, Kind: TabularName.Of(file))).ToList();
        var tabular = named.Where(file => file.Kind is not null).ToList();
        var kinds = tabular.Select(file => file.Kind!.Value).Distinct().ToList();
        reason = kinds.Count switch
        {
            0 => $"`{name}` is no table: none of its {named.Count} files is CSV, JSON or Parquet by its name",
            1 => "",
            _ => $"`{name}` is no table: its files are {string.Join(" and ", kinds)}",
        };
        if (kinds.Count != 1) return null;
        var path = content.Path;
        var files = new InputFiles(name, [.. tabular.Select(file => new InputFile(Path.Combine(path, file.Name), $"{name}/{file.Name}", file.Name))]);
        return new(files, FormatOf(kinds[0], tabular[0].Name), named.Count - tabular.Count);
    }

    private static TabularFiles? OfFile(ArtifactReader content, string name, string? source, out string reason)
    {
        TabularKind? kind = IsParquet(content) ? TabularKind.Parquet : source is null ? null : TabularName.Of(source);
        reason = kind is not null ? "" : source is null ? $"`{name}` is no table: it is no Parquet file" : $"`{name}` is no table: `{Path.GetFileName(source)}` is neither CSV, JSON nor Parquet by its name";
        return kind is null ? null : new(InputFiles.At(content.Path, name), FormatOf(kind.Value, source ?? ""), 0);
    }

    private static TableFormat FormatOf(TabularKind kind, string name) => kind switch
    {
        TabularKind.Csv => name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? new CsvFormat { Delimiter = '\t' } : new CsvFormat(),
        TabularKind.Json => new JsonFormat(),
        _ => new ParquetFormat { UnionByName = true },
    };

    private static bool IsParquet(ArtifactReader content)
    {
        Span<byte> start = stackalloc byte[4];
        using var file = content.Open();
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PAR1"u8);
    }
}
