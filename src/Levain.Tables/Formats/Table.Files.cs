using Levain.Tables.DuckDb;

namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>Writes the rows with a header; text in quotes where it must be, nulls as nothing. The same rows give the same bytes.</summary>
    public void WriteCsv(string path, char delimiter = ',')
    {
        foreach (var column in columns)
            if (column is ListColumn or StructColumn) throw new BuildException($"column `{column.Name}` is {column.Type}, which a field of CSV cannot hold", "take it apart in SQL, or write JSON or Parquet");
        Write(path, $"FORMAT csv, HEADER true, DELIMITER {Sql.Literal(delimiter.ToString())}, QUOTE '\"', ESCAPE '\"', NULLSTR ''");
    }

    /// <summary>Writes the rows as objects: one array of them, or one to a line.</summary>
    public void WriteJson(string path, bool lines = false)
    {
        foreach (var column in columns) CheckFinite(column, column.Name);
        Write(path, $"FORMAT json, ARRAY {(lines ? "false" : "true")}");
    }

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

    // JSON has no name for them, and DuckDB would write one that no strict reader takes.
    private static void CheckFinite(TableColumn column, string name)
    {
        switch (column)
        {
            case ValueColumn<double> doubles: Check(doubles.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue), name); break;
            case ValueColumn<float> floats: Check(floats.Values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue), name); break;
            case ListColumn lists: CheckFinite(lists.Elements, name); break;
            case StructColumn structs:
                foreach (var field in structs.Fields) CheckFinite(field, name);
                break;
        }

        static void Check(int row, string name)
        {
            if (row >= 0) throw new BuildException($"column `{name}` holds NaN or infinity, which JSON cannot", "make it null in SQL, or write CSV or Parquet");
        }
    }
}
