namespace Levain.Tables;

/// <summary>Makes a table of a raw file, or of a tree of them.</summary>
public sealed record ReadTable : Stage<Table>, IContracted
{
    // What is larger goes from file to file; the size alone decides, and not the machine.
    private const long Large = 1L << 30, Memory = 4L << 30;

    public required Artifact<Files> Source { get; init; }

    public TableFormat Format { get; init; } = new CsvFormat();

    /// <summary>What the rows must satisfy before they are kept; null when nothing is expected of them.</summary>
    public TableContract? Contract { get; init; }

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var path = await context.PathAsync(Source).ConfigureAwait(false);
        var name = Called(Source.Origin);
        if (InputFiles.At(path, name).Files.Sum(file => file.Length) <= Large) return TableFiles.Read(path, Format, context.Threads, name, context.Cancellation);

        var rows = Path.Combine(context.Scratch, "rows.parquet");
        TableFiles.ToParquet(path, Format, rows, Memory, name, context.Cancellation);
        return Table.At(rows);
    }

    /// <summary>What messages call an artifact.</summary>
    internal static string Called(Origin origin) => origin switch
    {
        Origin.Snapshot snapshot => snapshot.Name,
        Origin.Workspace file => file.Path,
        Origin.Made made => made.Stage.Name,
        _ => origin.ToString(),
    };
}
