namespace Levain.Tables;

/// <summary>Finds how a column is read into a property; what would lose something is refused.</summary>
internal static class Cells
{
    /// <summary>A <see cref="Cell{T}"/> of the property's type, or null when the column does not fit.</summary>
    public static object? For(RecordMember member, TableColumn column) => (column, member.Plain) switch
    {
        (StringColumn texts, var plain) when plain == typeof(string) => new TextCell(texts),
        (ValueColumn<bool> bools, var plain) when plain == typeof(bool) => Same(member, bools),
        (ValueColumn<int> ints, var plain) =>
            plain == typeof(int) ? Same(member, ints)
            : plain == typeof(long) ? Value(member, ints, value => (long)value)
            : plain == typeof(double) ? Value(member, ints, value => (double)value)
            : null,
        (ValueColumn<long> longs, var plain) when plain == typeof(long) => Same(member, longs),
        (ValueColumn<float> floats, var plain) => plain == typeof(float) ? Same(member, floats) : plain == typeof(double) ? Value(member, floats, value => (double)value) : null,
        (ValueColumn<double> doubles, var plain) when plain == typeof(double) => Same(member, doubles),
        (ValueColumn<decimal> decimals, var plain) when plain == typeof(decimal) => Same(member, decimals),
        (ValueColumn<DateOnly> dates, var plain) when plain == typeof(DateOnly) => Same(member, dates),
        (ValueColumn<Timestamp> times, var plain) =>
            plain == typeof(Timestamp) ? Same(member, times)
            : plain == typeof(DateTime) ? Value(member, times, value => value.ToDateTime())
            : plain == typeof(DateTimeOffset) ? Value(member, times, value => value.ToDateTimeOffset())
            : null,
        _ => null,
    };

    private static object Same<T>(RecordMember member, ValueColumn<T> column) where T : unmanaged =>
        member.IsNullable ? new NullableCell<T, T>(column, value => value) : new PlainCell<T>(column);

    private static object Value<TColumn, T>(RecordMember member, ValueColumn<TColumn> column, Func<TColumn, T> convert) where TColumn : unmanaged where T : struct =>
        member.IsNullable ? new NullableCell<TColumn, T>(column, convert) : new ValueCell<TColumn, T>(column, convert);
}
