using System.Linq.Expressions;

namespace Levain.Tables;

/// <summary>Makes rows of records, by code that is compiled once for each type.</summary>
internal static class RecordWriter<T>
{
    // Both follow from the type alone.
    private static readonly Lazy<RecordShape> Shape = new(() => new RecordShape(typeof(T)), LazyThreadSafetyMode.PublicationOnly);
    private static readonly Lazy<Action<object[], T>> Append = new(() => Compile(Shape.Value), LazyThreadSafetyMode.PublicationOnly);

    public static Table Write(IEnumerable<T> records)
    {
        int? expected = records.TryGetNonEnumeratedCount(out var count) ? count : null;
        var columns = Shape.Value.Members.Select(member => CellWriters.For(member, typeof(T), expected)).ToArray();
        object[] writers = [.. columns.Select(column => column.Writer)];
        foreach (var record in records) Append.Value(writers, record);
        return new([.. columns.Select(column => column.Builder.Build())]);
    }

    private static Action<object[], T> Compile(RecordShape shape)
    {
        var (writers, record) = (Expression.Parameter(typeof(object[]), "writers"), Expression.Parameter(typeof(T), "record"));
        var appends = shape.Members.Select((member, i) =>
        {
            var type = typeof(Action<>).MakeGenericType(member.Property.PropertyType);
            return Expression.Invoke(Expression.Convert(Expression.ArrayIndex(writers, Expression.Constant(i)), type), Expression.Property(record, member.Property));
        });
        return Expression.Lambda<Action<object[], T>>(Expression.Block(appends), writers, record).Compile();
    }
}
