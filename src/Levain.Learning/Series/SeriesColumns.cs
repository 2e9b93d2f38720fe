namespace Levain.Learning;

/// <summary>Which columns of a table make series, and how.</summary>
public sealed record SeriesColumns
{
    /// <summary>A column of dates.</summary>
    public string Date { get; init; } = "date";

    /// <summary>A column of numbers; null and NaN count as a gap.</summary>
    public string Value { get; init; } = "value";

    /// <summary>Columns of text or whole numbers: a series for each of their combinations. None for a table that is one series.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public required TimeStep Step { get; init; }

    public Gaps Gaps { get; init; }
}
