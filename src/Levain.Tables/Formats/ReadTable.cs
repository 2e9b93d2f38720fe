namespace Levain.Tables;

/// <summary>Makes a table of a raw file, or of a tree of them.</summary>
public sealed record ReadTable : Stage<Table>, IContracted
{
    public required Artifact<Files> Source { get; init; }

    public TableFormat Format { get; init; } = new CsvFormat();

    /// <summary>What the rows must satisfy before they are kept; null when nothing is expected of them.</summary>
    public TableContract? Contract { get; init; }

    protected override async Task<Table> RunAsync(StageContext context) =>
        TableFiles.Read(await context.PathAsync(Source).ConfigureAwait(false), Format, context.Threads, Called(Source.Origin), context.Cancellation);

    private static string Called(Origin origin) => origin switch
    {
        Origin.Snapshot snapshot => snapshot.Name,
        Origin.Workspace file => file.Path,
        Origin.Made made => made.Stage.Name,
        _ => origin.ToString(),
    };
}
