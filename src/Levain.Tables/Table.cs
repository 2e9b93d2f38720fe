namespace Levain.Tables;

/// <summary>An immutable table: columns of equal length, each with a name and a type. Threads may share it.</summary>
public sealed partial class Table
{
    private readonly TableColumn[] columns;

    public Table(IReadOnlyList<TableColumn> columns)
    {
        this.columns = [.. columns];
        Schema = new(this.columns.Select(column => column.Field));
        RowCount = this.columns.Length == 0 ? 0 : this.columns[0].Count;
        foreach (var column in this.columns)
            if (column.Count != RowCount)
                throw new BuildException($"column `{column.Name}` has {column.Count} rows, but `{this.columns[0].Name}` has {RowCount}");
    }

    public int RowCount { get; }

    public Schema Schema { get; }

    public IReadOnlyList<TableColumn> Columns => columns;

    /// <summary>The column of a name; an error with the nearest name when there is none.</summary>
    public TableColumn this[string name] => columns[Schema.IndexOf(name)];

    public override string ToString() => $"{RowCount} rows of {Schema}";
}
