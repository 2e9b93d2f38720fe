namespace Levain.Tables;

/// <summary>Columns of equal length, and their names.</summary>
internal sealed class TableRows
{
    public TableRows(TableColumn[] columns)
    {
        Columns = columns;
        Schema = new(columns.Select(column => column.Field));
        Count = columns.Length == 0 ? 0 : columns[0].Count;
        foreach (var column in columns)
            if (column.Count != Count)
                throw new BuildException($"column `{column.Name}` has {column.Count} rows, but `{columns[0].Name}` has {Count}");
    }

    public TableColumn[] Columns { get; }

    public Schema Schema { get; }

    public int Count { get; }
}
