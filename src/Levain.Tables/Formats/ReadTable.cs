namespace Levain.Tables;

/// <summary>Makes a table of a raw file, or of a tree of them.</summary>
public sealed record ReadTable : Stage<Table>
{
    public required Artifact<Files> Source { get; init; }

    public TableFormat Format { get; init; } = new CsvFormat();

    protected override async Task<Table> RunAsync(StageContext context) =>
        TableFiles.Read(await context.PathAsync(Source).ConfigureAwait(false), Format, context.Threads, Called(Source.Origin), context.Cancellation);

    /// <summary>What messages call an artifact.</summary>
    internal static string Called(Origin origin) => origin switch
    {
        Origin.Snapshot snapshot => snapshot.Name,
        Origin.Workspace file => file.Path,
        Origin.Made made => made.Stage.Name,
        _ => origin.ToString(),
    };
}
