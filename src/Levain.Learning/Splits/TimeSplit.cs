using Levain.Learning.Splits;

namespace Levain.Learning;

/// <summary>Parts that follow each other in time: nothing that is learned from lies at or behind what is watched, and nothing of that at or behind what is judged by.</summary>
/// <example><code>
/// new TimeSplit { TestRows = 390, ValidationRows = 390 }                        // rows that stand in the order of time
/// new TimeSplit("date") { TestFrom = new(2024, 1, 1), Gap = TimeSpan.FromDays(7) }
/// </code></example>
public sealed record TimeSplit : TableSplit
{
    /// <param name="time">The column of dates or times; null when the rows stand in the order of time.</param>
    public TimeSplit(string? time = null) => Time = time;

    /// <summary>The column of dates or times; null when the rows stand in the order of time.</summary>
    public string? Time { get; init; }

    /// <summary>How many of the last rows are test rows. Rows of one moment stay together: those of the moment of the first one are taken too.</summary>
    public int? TestRows { get; init => field = value is null or > 0 ? value : throw None(nameof(TestRows), value); }

    /// <summary>When the test part begins: rows of that moment belong to it.</summary>
    public DateTime? TestFrom { get; init => field = TimeColumn.Moment(value, nameof(TestFrom)); }

    /// <summary>How many of the last rows before the test part and its gap are validation rows; as for <see cref="TestRows"/>.</summary>
    public int? ValidationRows { get; init => field = value is null or > 0 ? value : throw None(nameof(ValidationRows), value); }

    /// <summary>When the validation part begins.</summary>
    public DateTime? ValidationFrom { get; init => field = TimeColumn.Moment(value, nameof(ValidationFrom)); }

    /// <summary>What must lie between a part and the next: rows less than this before the next part begins belong nowhere.</summary>
    public TimeSpan Gap { get; init => field = value >= TimeSpan.Zero ? value : throw new BuildException($"a gap of {value} would let parts overlap"); }

    internal override bool Makes(RowPart part) => part != RowPart.Validation || ValidationRows is not null || ValidationFrom is not null;

    private protected override string EmptyHint => "let the parts begin elsewhere, or make the gap shorter";

    private protected override RowPart[] Assign(Table rows)
    {
        Check();
        var times = Time is null ? RowNumbers(rows.RowCount) : TimeColumn.Of(rows, Time);
        long[] sorted = [.. times.Order()];
        var test = Start(sorted, TestRows, TestFrom);
        var beforeTest = sorted.AsSpan(0, CountBefore(sorted, test - TimeColumn.Span(Gap)));
        // Without validation rows, training ends where the test part makes it end.
        var validation = Makes(RowPart.Validation) ? Start(beforeTest, ValidationRows, ValidationFrom) : test;
        return Array.ConvertAll(times, time =>
            time >= test ? RowPart.Test
            : time >= test - TimeColumn.Span(Gap) ? RowPart.None
            : time >= validation ? RowPart.Validation
            : time >= validation - TimeColumn.Span(Gap) ? RowPart.None
            : RowPart.Training);
    }

    private void Check()
    {
        if (TestRows is null == TestFrom is null) throw new BuildException("a split by time needs one of `TestRows` and `TestFrom`", "say how many of the last rows are test rows, or when they begin");
        if (ValidationRows is not null && ValidationFrom is not null) throw new BuildException("a split by time takes one of `ValidationRows` and `ValidationFrom`, not both");
        if (Time is null && (TestFrom is not null || ValidationFrom is not null || Gap > TimeSpan.Zero)) throw new BuildException("a split by moments or with a gap needs to know the column of time", "name it: `new TimeSplit(\"date\")`");
    }

    /// <summary>The moment at which a part of these many last rows begins, or the one that was given.</summary>
    private static long Start(ReadOnlySpan<long> sorted, int? rows, DateTime? from) =>
        from is { } moment ? Timestamp.From(moment).Microseconds
        : sorted.IsEmpty ? long.MinValue / 2
        : sorted[Math.Max(0, sorted.Length - rows!.Value)];

    private static int CountBefore(ReadOnlySpan<long> sorted, long time)
    {
        var count = 0;
        while (count < sorted.Length && sorted[count] < time) count++;
        return count;
    }

    private static long[] RowNumbers(int count)
    {
        var numbers = new long[count];
        for (var row = 0; row < count; row++) numbers[row] = row;
        return numbers;
    }

    private static BuildException None(string option, int? value) => new($"`{option}` is at least 1, not {value}", "leave it out for a part that begins at a moment, or for none");
}
