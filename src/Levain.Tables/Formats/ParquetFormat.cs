using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Parquet files.</summary>
public sealed record ParquetFormat : TableFormat
{
    /// <summary>Whether the files of a tree may have different columns; what one lacks is null there. Otherwise each must have the columns of the first.</summary>
    public bool UnionByName { get; init; }

    /// <summary>Columns that are folders: <c>year=2026/</c> is the value 2026 of a column <c>year</c>, of the type that is declared here.</summary>
    public IReadOnlyList<DeclaredColumn> Partitions { get; init; } = [];

    private protected override string Kind => "Parquet";

    internal override Table Read(InputFiles files, Reading reading)
    {
        using var session = DuckSession.Open(new() { Threads = reading.Threads, Memory = reading.Memory, Cancellation = reading.Cancellation });
        return Saying(files, () => session.ReadTable(new Parquet.ParquetReading(this, files).Select(session)));
    }

    internal override void AddView(DuckSession session, string name, InputFiles files) =>
        Saying(files, () => { session.AddView(name, new Parquet.ParquetReading(this, files).Select(session)); return true; });
}
