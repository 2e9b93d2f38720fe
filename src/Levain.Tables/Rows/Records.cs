using Levain.Fingerprints;

namespace Levain.Tables;

/// <summary>Rows of a table as records, and records as rows. A property is the column of its name, written in snake case or not: <c>DistanceToGoal</c> is <c>distance_to_goal</c>.</summary>
/// <remarks>
/// Properties are bool, int, long, float, double, decimal, string, <see cref="DateOnly"/>, <see cref="Timestamp"/>, <see cref="DateTime"/> or <see cref="DateTimeOffset"/>; those that may be null say so.
/// How a type is read is worked out and compiled once; nothing is boxed for a row. A fingerprint takes the record for serialized: all of its members count.
/// </remarks>
[EngineBoundary]
public static class Records
{
    /// <summary>The rows as records, each made when it is asked for. A column that is missing, of another type, or null where the property cannot be, is an error at once.</summary>
    public static RowView<T> As<T>(this Table table) => RecordReader<T>.Read(table);

    /// <summary>A table of records: a column for each property, in snake case.</summary>
    public static Table ToTable<T>(this IEnumerable<T> records) => RecordWriter<T>.Write(records);
}
