namespace Levain.Learning.Splits;

/// <summary>A column of dates or times as microseconds since 1970.</summary>
internal static class TimeColumn
{
    private static readonly Timestamp Earliest = Timestamp.From(DateTime.MinValue), Latest = Timestamp.From(DateTime.MaxValue);

    /// <summary>The time of each row.</summary>
    public static long[] Of(Table rows, string name)
    {
        var column = rows[name];
        var times = column switch
        {
            ValueColumn<DateOnly> dates => Map(dates.Values, date => Timestamp.From(date.ToDateTime(TimeOnly.MinValue)).Microseconds),
            ValueColumn<Timestamp> moments => Map(moments.Values, moment => moment.Microseconds),
            _ => throw new BuildException($"column `{name}` is {column.Type}, not a date or time", "cast it in SQL to DATE or TIMESTAMP"),
        };
        for (var row = 0; row < times.Length; row++)
        {
            if (!Bits.Has(column.Validity, row)) throw new BuildException($"column `{name}` has no time in row {row + 1}", "leave out the rows without a time, such as by `WHERE` in SQL");
            if (times[row] < Earliest.Microseconds || times[row] > Latest.Microseconds) throw new BuildException($"column `{name}` holds a moment in row {row + 1} that is not in the years 1 to 9999", "mend it in SQL");
        }

        return times;
    }

    /// <summary>A moment that an option names, as columns write it.</summary>
    public static DateTime? Moment(DateTime? moment, string option) =>
        moment is { Kind: DateTimeKind.Local } ? throw new BuildException($"`{option}` is in local time, which differs between machines", "give it as the column has it: `new DateTime(2024, 1, 31)`") : moment;

    public static long Span(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static long[] Map<T>(ReadOnlySpan<T> values, Func<T, long> time)
    {
        var times = new long[values.Length];
        for (var i = 0; i < times.Length; i++) times[i] = time(values[i]);
        return times;
    }
}
