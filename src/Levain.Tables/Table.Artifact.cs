using Levain.Tables.DuckDb;

namespace Levain.Tables;

public sealed partial class Table : IArtifact<Table>
{
    // The Parquet file that the table was read from, or is still in.
    private readonly string? file;

    /// <summary>The Parquet file that the rows are still in, or null when they are in memory only.</summary>
    internal string? File => file;

    private Table(string file)
    {
        this.file = file;
        rows = new(() => Read(file));
    }

    /// <summary>Takes over a Parquet file, whose rows are read when somebody asks for them: a table that is only passed on need not fit into memory.</summary>
    internal static Table At(string file) => new(file);

    /// <summary>Kept as one Parquet file. The same rows give the same bytes.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (file is not null)
        {
            System.IO.File.Move(file, output.Path);
            return;
        }

        using var session = DuckSession.Open();
        session.AddTable("rows", this);
        session.WriteParquet("SELECT * FROM rows", output.Path);
    }

    public static Table Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(Read(input.Path));
    }

    /// <summary>The rows of a Parquet file some at a time, for what is larger than memory: where each piece begins, how many rows it has, and the rows, read when they are asked for.</summary>
    internal static IReadOnlyList<(long From, int Rows, Func<Table> Read)> Pieces(string file, int rows) =>
        [.. ParquetRows.Pieces(file, rows).Select(piece => (piece.From, (int)piece.Rows, (Func<Table>)(() => new(ParquetRows.Read(file, piece)))))];

    private static TableRows Read(string file) => ParquetRows.Read(file, Environment.ProcessorCount);
}
