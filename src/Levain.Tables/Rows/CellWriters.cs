namespace Levain.Tables;

/// <summary>Finds how a property is written into a column.</summary>
internal static class CellWriters
{
    /// <summary>The column's builder, and an action that takes the property's value.</summary>
    public static (ColumnBuilder Builder, object Writer) For(RecordMember member, Type record, int? expectedRows)
    {
        var (name, plain) = (member.ColumnName(), member.Plain);
        return plain == typeof(double) ? Value<double, double>(ColumnType.Double, value => value)
            : plain == typeof(int) ? Value<int, int>(ColumnType.Int32, value => value)
            : plain == typeof(long) ? Value<long, long>(ColumnType.Int64, value => value)
            : plain == typeof(bool) ? Value<bool, bool>(ColumnType.Bool, value => value)
            : plain == typeof(float) ? Value<float, float>(ColumnType.Float, value => value)
            : plain == typeof(decimal) ? Value<decimal, decimal>(ColumnType.Of<decimal>(), value => value)
            : plain == typeof(DateOnly) ? Value<DateOnly, DateOnly>(ColumnType.Date, value => value)
            : plain == typeof(Timestamp) ? Value<Timestamp, Timestamp>(ColumnType.Timestamp, value => value)
            : plain == typeof(DateTime) ? Value<DateTime, Timestamp>(ColumnType.Timestamp, Timestamp.From)
            : plain == typeof(DateTimeOffset) ? Value<DateTimeOffset, Timestamp>(ColumnType.TimestampTz, Timestamp.From)
            : plain == typeof(string) ? Text()
            : throw new BuildException($"`{record.Name}.{member.Property.Name}` is `{plain.Name}`, which no column holds", "it may be bool, int, long, float, double, decimal, string, DateOnly, Timestamp, DateTime or DateTimeOffset");

        (ColumnBuilder, object) Value<T, TColumn>(ColumnType type, Func<T, TColumn> convert) where T : struct where TColumn : unmanaged
        {
            var builder = new ValueColumnBuilder<TColumn>(new Field(name, type), expectedRows);
            Action<T?> nullable = value =>
            {
                if (value is { } there) builder.Append(convert(there));
                else builder.AppendNull();
            };
            Action<T> always = value => builder.Append(convert(value));
            return (builder, member.IsNullable ? nullable : always);
        }

        (ColumnBuilder, object) Text()
        {
            var builder = new StringColumnBuilder(name, expectedRows);
            Action<string?> append = builder.Append;
            return (builder, append);
        }
    }
}
