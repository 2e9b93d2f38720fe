namespace Levain.Tables;

/// <summary>Makes one column, row by row or piece by piece.</summary>
public abstract class ColumnBuilder
{
    private protected ColumnBuilder(Field field) => Field = field;

    public Field Field { get; }

    public abstract int Count { get; }

    public abstract void AppendNull();

    /// <summary>The column; the builder is empty afterwards and may be used again.</summary>
    public abstract TableColumn Build();

    /// <param name="expectedRows">How many rows will come, when that is known: memory is taken once, and nothing is copied at the end.</param>
    public static ColumnBuilder For(Field field, int? expectedRows = null) => field.Type.Kind switch
    {
        ColumnKind.Bool => new ValueColumnBuilder<bool>(field, expectedRows),
        ColumnKind.Int32 => new ValueColumnBuilder<int>(field, expectedRows),
        ColumnKind.Int64 => new ValueColumnBuilder<long>(field, expectedRows),
        ColumnKind.Float => new ValueColumnBuilder<float>(field, expectedRows),
        ColumnKind.Double => new ValueColumnBuilder<double>(field, expectedRows),
        ColumnKind.Decimal => new ValueColumnBuilder<decimal>(field, expectedRows),
        ColumnKind.Date => new ValueColumnBuilder<DateOnly>(field, expectedRows),
        ColumnKind.Timestamp or ColumnKind.TimestampTz => new ValueColumnBuilder<Timestamp>(field, expectedRows),
        ColumnKind.String => new StringColumnBuilder(field.Name, expectedRows),
        ColumnKind.List => new ListColumnBuilder(field, expectedRows),
        _ => new StructColumnBuilder(field, expectedRows),
    };
}
