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

    /// <summary>A builder for each of several parts of one column, whose rows are known: what they build can be put one behind the other without a copy, as far as it is plain values.</summary>
    internal static ColumnBuilder[] ForParts(Field field, IReadOnlyList<int> rows) => field.Type.Kind switch
    {
        ColumnKind.Bool => InOneArray<bool>(field, rows),
        ColumnKind.Int32 => InOneArray<int>(field, rows),
        ColumnKind.Int64 => InOneArray<long>(field, rows),
        ColumnKind.Float => InOneArray<float>(field, rows),
        ColumnKind.Double => InOneArray<double>(field, rows),
        ColumnKind.Decimal => InOneArray<decimal>(field, rows),
        ColumnKind.Date => InOneArray<DateOnly>(field, rows),
        ColumnKind.Timestamp or ColumnKind.TimestampTz => InOneArray<Timestamp>(field, rows),
        _ => [.. rows.Select(count => For(field, count))],
    };

    private static ColumnBuilder[] InOneArray<T>(Field field, IReadOnlyList<int> rows) where T : unmanaged
    {
        var all = GC.AllocateUninitializedArray<T>(rows.Sum()).AsMemory();
        var builders = new ColumnBuilder[rows.Count];
        for (int i = 0, start = 0; i < builders.Length; start += rows[i++]) builders[i] = new ValueColumnBuilder<T>(field, all.Slice(start, rows[i]));
        return builders;
    }
}
