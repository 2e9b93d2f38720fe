using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>A snapshot that holds a table: how its bytes are read, and what the table must satisfy before it is pinned.</summary>
public sealed record TableSnapshot(string Name) : DeclaredSnapshot(Name)
{
    /// <summary>How the file becomes a table; as Parquet unless it is said.</summary>
    internal ITableFormat Format { get; init; } = new ParquetRows();

    public TableContract Contract { get; init; } = new();

    public override void Check(ISnapshotFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var session = DuckSession.Open(new() { Cancellation = cancellation });
        // Read once, so that what counts rows and what shows them see the same.
        session.AddTable(ContractCheck.Input, session.ReadTable(Format.Select(files.PathOf(Name))));
        new ContractCheck(session, Contract, artifact => Reference(artifact, files, session)).Run("it");
    }

    private static (string, Action) Reference(Artifact<Table> artifact, ISnapshotFiles files, DuckSession session)
    {
        if (artifact.Origin is not Origin.Snapshot snapshot) throw new BuildException($"its contract looks things up in {artifact.Origin}, which is no snapshot", "a snapshot is checked before any stage runs: look things up in another snapshot, or check them in the stage that reads both");
        var name = $"snapshot {snapshot.Name}";
        return (name, () => session.AddView(name, FormatOf(snapshot.Name, files).Select(files.PathOf(snapshot.Name))));
    }

    private static ITableFormat FormatOf(string name, ISnapshotFiles files) => files.Find(name) is TableSnapshot declared
        ? declared.Format
        : throw new BuildException($"its contract looks things up in snapshot `{name}`, of which the pipeline does not say how it is read", "declare it as a `TableSnapshot` as well");
}
