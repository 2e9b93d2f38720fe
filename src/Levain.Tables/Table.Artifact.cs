using Levain.Tables.DuckDb;

namespace Levain.Tables;

public sealed partial class Table : IArtifact<Table>
{
    /// <summary>Kept as one Parquet file. The same rows give the same bytes.</summary>
    public void Save(ArtifactWriter output)
    {
        using var session = DuckSession.Open();
        session.AddTable("rows", this);
        session.WriteParquet("SELECT * FROM rows", output.Path);
    }

    public static Table Load(ArtifactReader input)
    {
        using var session = DuckSession.Open(new() { Threads = Environment.ProcessorCount });
        return session.ReadTable($"SELECT * FROM read_parquet({Sql.Literal(input.Path)})");
    }
}
