namespace Levain.Tables;

/// <summary>An immutable table: columns of equal length, each with a name and a type. Threads may share it.</summary>
public sealed partial class Table
{
    private readonly Lazy<TableRows> rows;

    public Table(IReadOnlyList<TableColumn> columns) : this(new TableRows([.. columns]))
    {
    }

    private Table(TableRows rows) => this.rows = new(rows);

    // What operations take: an array, without a look at whether the rows are still in a file.
    private TableColumn[] columns => rows.Value.Columns;

    public int RowCount => rows.Value.Count;

    public Schema Schema => rows.Value.Schema;

    public IReadOnlyList<TableColumn> Columns => rows.Value.Columns;

    /// <summary>The column of a name; an error with the nearest name when there is none.</summary>
    public TableColumn this[string name] => rows.Value.Columns[Schema.IndexOf(name)];
}
