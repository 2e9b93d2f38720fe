using Levain.Tables.DuckDb;

namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>Writes the rows with a header; text in quotes where it must be, nulls as nothing. The same rows give the same bytes.</summary>
    public void WriteCsv(string path, char delimiter = ',') => Write(path, $"FORMAT csv, HEADER true, DELIMITER {Sql.Literal(delimiter.ToString())}, QUOTE '\"', ESCAPE '\"', NULLSTR ''");

    /// <summary>Writes the rows as objects: one array of them, or one to a line.</summary>
    public void WriteJson(string path, bool lines = false) => Write(path, $"FORMAT json, ARRAY {(lines ? "false" : "true")}");

    /// <summary>Writes the rows as one Parquet file, the same that an artifact is kept as.</summary>
    public void WriteParquet(string path)
    {
        using var session = DuckSession.Open();
        session.AddTable("rows", this);
        Half.OrWhole(path, half => session.WriteParquet("SELECT * FROM rows", half));
    }

    private void Write(string path, string options)
    {
        using var session = DuckSession.Open();
        session.AddTable("rows", this);
        Half.OrWhole(path, half => session.Execute($"COPY (SELECT * FROM rows) TO {Sql.Literal(half)} ({options})"));
    }
}
