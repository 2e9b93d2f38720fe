using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>Numbers at regular steps of time, without a gap. Immutable: threads may share it.</summary>
public sealed class TimeSeries
{
    // Squares of what is smaller can still be added up.
    private const double Largest = 1e100;

    private readonly double[] values;

    /// <param name="key">What tells the series from others; empty for one that is alone.</param>
    /// <param name="start">The date of the first value.</param>
    public TimeSeries(IReadOnlyList<string> key, DateOnly start, TimeStep step, params ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(step);
        (Key, Start, Step, this.values) = ([.. key], start, step, values.ToArray());
        if (values.IsEmpty) throw new BuildException($"{this} has no values");
        step.After(start, Count - 1);
        // Of NaN neither is true.
        if (Array.FindIndex(this.values, value => !(Math.Abs(value) <= Largest)) is >= 0 and var bad)
            throw new BuildException(FormattableString.Invariant($"{this} has {values[bad]} at {DateAt(bad):yyyy-MM-dd}"), "values are numbers up to 1e100 in size");
    }

    public IReadOnlyList<string> Key { get; }

    public DateOnly Start { get; }

    public TimeStep Step { get; }

    public ReadOnlySpan<double> Values => values;

    public int Count => values.Length;

    /// <summary>Whether all values are the same.</summary>
    public bool IsConstant => !Values.ContainsAnyExcept(values[0]);

    /// <summary>The date of a value, or of one that is still to come.</summary>
    public DateOnly DateAt(int index) => Step.After(Start, index);

    /// <summary>A run of the values, such as <c>series[..^10]</c> for what was known ten steps ago.</summary>
    public TimeSeries this[Range range]
    {
        get
        {
            int from = range.Start.GetOffset(Count), to = range.End.GetOffset(Count);
            return from >= 0 && to <= Count && from < to ? new(Key, DateAt(from), Step, values.AsSpan(from, to - from)) : throw new BuildException($"{this} has {Count} values, and {range} are none of them");
        }
    }

    /// <summary>The series of a table, ordered by their keys; its rows may come in any order.</summary>
    public static IReadOnlyList<TimeSeries> Of(Table table, SeriesColumns columns)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        return new SeriesRows(table, columns).Read();
    }

    public override string ToString() => SeriesRows.NameOf(Key);
}
