using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>A snapshot that holds a table: how its bytes are read, and what the table must satisfy before it is pinned.</summary>
/// <example><code>
/// public override IEnumerable&lt;DeclaredSnapshot&gt; Snapshots =>
///     [new TableSnapshot("shots") { Format = new CsvFormat(), Contract = TableContract.Of(Expect.Column("x").Between(0, 105)) }];
/// </code></example>
public sealed record TableSnapshot(string Name) : DeclaredSnapshot(Name)
{
    /// <summary>How the file or folder becomes a table.</summary>
    public required TableFormat Format { get; init; }

    public TableContract Contract { get; init; } = new();

    public override void Check(ISnapshotFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var session = DuckSession.Open(new() { TemporaryFolder = Path.Combine(files.Scratch, "spilled"), Cancellation = cancellation });
        AddTo(session, ContractCheck.Input, files);
        new ContractCheck(session, Contract, artifact => Reference(artifact, files, session)).Run("it");
    }

    // A text is read once, whatever its size; what is asked of the rows afterwards may be asked more than once.
    private void AddTo(DuckSession session, string name, ISnapshotFiles files)
    {
        var path = files.PathOf(Name);
        if (Format is ParquetFormat)
        {
            Format.AddView(session, name, InputFiles.At(path, Name));
            return;
        }

        var rows = Path.Combine(files.Scratch, $"{Digest.Of(Name).Brief}.parquet");
        if (!File.Exists(rows)) TableFiles.ToParquet(path, Format, rows, name: Name, cancellation: session.Cancellation);
        session.AddView(name, $"SELECT * FROM read_parquet({Sql.Literal(rows)})");
    }

    private static (string, Action) Reference(Artifact<Table> artifact, ISnapshotFiles files, DuckSession session)
    {
        if (artifact.Origin is not Origin.Snapshot snapshot) throw new BuildException($"its contract looks things up in {artifact.Origin}, which is no snapshot", "a snapshot is checked before any stage runs: look things up in another snapshot, or check them in the stage that reads both");
        if (files.Find(snapshot.Name) is not TableSnapshot other) throw new BuildException($"its contract looks things up in snapshot `{snapshot.Name}`, of which the pipeline does not say how it is read", "declare it as a `TableSnapshot` as well");
        var name = $"snapshot {snapshot.Name}";
        return (name, () => other.AddTo(session, name, files));
    }
}
