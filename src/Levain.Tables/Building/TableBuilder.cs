namespace Levain.Tables;

/// <summary>Makes a table of a schema, a builder for each column.</summary>
public sealed class TableBuilder
{
    private readonly ColumnBuilder[] columns;

    public TableBuilder(Schema schema, int? expectedRows = null)
    {
        Schema = schema;
        columns = [.. schema.Fields.Select(field => ColumnBuilder.For(field, expectedRows))];
    }

    public Schema Schema { get; }

    public IReadOnlyList<ColumnBuilder> Columns => columns;

    public ColumnBuilder this[string name] => columns[Schema.IndexOf(name)];

    /// <summary>The table; one column after the other is made, and its builder emptied.</summary>
    public Table Build() => new([.. columns.Select(column => column.Build())]);
}
