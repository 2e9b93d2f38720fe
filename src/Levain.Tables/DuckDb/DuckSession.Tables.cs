using System.Globalization;

namespace Levain.Tables.DuckDb;

internal sealed partial class DuckSession
{
    /// <summary>The columns of a query as a table holds them; a column of a type that none can hold is refused.</summary>
    public IReadOnlyList<DuckColumn> ColumnsOf(string select)
    {
        using var statement = new DuckStatement(connection, select);
        foreach (var column in statement.Columns)
            if (column.Type.Column is null)
                throw new BuildException($"column `{column.Name}` is of type {column.Type.Id}, which no table holds", "cast it in the query, such as to VARCHAR or DOUBLE");
        return statement.Columns;
    }

    /// <summary>The query, with casts around the columns whose types a table does not hold as they are.</summary>
    public string Cast(string select)
    {
        var columns = ColumnsOf(select);
        // Two columns of one name could not be told apart.
        _ = new Schema(columns.Select(column => new Field(column.Name, column.Type.Column!)));
        if (!columns.Any(column => column.Type.IsCast)) return select;
        var list = string.Join(", ", columns.Select(column => column.Type.IsCast ? $"CAST({Sql.Identifier(column.Name)} AS {column.Type.Column}) AS {Sql.Identifier(column.Name)}" : Sql.Identifier(column.Name)));
        return $"SELECT {list} FROM (\n{select}\n)";
    }

    /// <summary>The rows of a query, in their order.</summary>
    /// <param name="expectedRows">How many they are, when that is known.</param>
    public Table ReadTable(string select, int? expectedRows = null)
    {
        using var result = Query(Cast(select));
        var builder = new TableBuilder(new Schema(result.Columns.Select(column => new Field(column.Name, column.Type.Column!))), expectedRows);
        result.AppendTo(builder.Columns);
        return builder.Build();
    }

    /// <summary>The one number of a query.</summary>
    public long Count(string select) =>
        ReadTable($"SELECT CAST(({select}) AS BIGINT) AS n", 1).Longs("n")[0];

    public void AddView(string name, string select) => Execute($"CREATE VIEW {Sql.Identifier(name)} AS {select}");

    /// <summary>Makes a table available under a name, without a copy.</summary>
    public void AddTable(string name, Table table) => Add(name, new(table.Schema, () => [table]) { Rows = table.RowCount });

    /// <summary>Makes rows available under a name that come piece by piece, and are read again by every query.</summary>
    public void AddPieces(string name, Schema schema, Func<IEnumerable<Table>> pieces) => Add(name, new(schema, pieces));

    private void Add(string name, PieceSource source)
    {
        var function = string.Create(CultureInfo.InvariantCulture, $"levain_pieces_{sources.Count}");
        sources.Add(source);
        PieceScan.Register(connection, function, source);
        AddView(name, $"SELECT * FROM {function}()");
    }

    /// <summary>Writes the rows of a query as Parquet. The same rows give the same bytes.</summary>
    public void WriteParquet(string select, string path)
    {
        var copy = $"COPY (\n{Cast(select)}\n) TO {Sql.Literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880, PARQUET_VERSION v1)";
        try
        {
            Execute(copy);
        }
        catch (DuckException error)
        {
            throw error.Within(copy, select);
        }
    }
}
