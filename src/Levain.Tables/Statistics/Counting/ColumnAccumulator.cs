namespace Levain.Tables.Statistics;

/// <summary>Sees all pieces of a column in the order of its rows, and tells what it is like. One thread at a time.</summary>
/// <remarks>How the rows are cut into pieces makes no difference to the bit; and as long as the statistics are exact, neither does their order.</remarks>
internal abstract class ColumnAccumulator(Field field)
{
    protected Field Field { get; } = field;

    protected long Rows { get; set; }

    protected long Nulls { get; set; }

    public static ColumnAccumulator For(Field field, Limits limits) => field.Type.Kind switch
    {
        ColumnKind.String => new TextAccumulator(field, limits),
        ColumnKind.List => new ListAccumulator(field),
        ColumnKind.Struct => new StructAccumulator(field),
        _ => new NumberAccumulator(field, limits.Values),
    };

    public void Add(TableColumn column)
    {
        Rows += column.Count;
        Nulls += column.NullCount;
        AddValues(column);
    }

    public abstract ColumnStatistics Finish();

    protected abstract void AddValues(TableColumn column);

    protected ColumnStatistics Counted(ColumnClass @class) => new() { Name = Field.Name, Type = Field.Type.ToString(), Class = @class, Rows = Rows, Nulls = Nulls };
}
