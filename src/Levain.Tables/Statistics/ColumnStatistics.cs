namespace Levain.Tables.Statistics;

/// <summary>What the values of one column are like.</summary>
public sealed record ColumnStatistics
{
    public required string Name { get; init; }

    /// <summary>The type as SQL names it, such as <c>DOUBLE</c>; empty when a file of others does not say.</summary>
    public required string Type { get; init; }

    public required ColumnClass Class { get; init; }

    public required long Rows { get; init; }

    public long Nulls { get; init; }

    /// <summary>NaN and infinities: there, but no numbers to reckon with. Nothing below counts them.</summary>
    public long NotFinite { get; init; }

    public long Present => Rows - Nulls - NotFinite;

    /// <summary>The share of rows that have a value; 1 for no rows.</summary>
    public double Completeness => Rows == 0 ? 1 : (double)Present / Rows;

    /// <summary>How many different values there are; null where they are not counted.</summary>
    public long? Distinct { get; init; }

    /// <summary>False when there were too many different values to keep: then <see cref="Distinct"/> has a standard error of 0.8 %, and ranks are off by some ten-thousandths.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The smallest value as text; texts are ordered by their bytes in UTF-8.</summary>
    public string? Lowest { get; init; }

    public string? Highest { get; init; }

    /// <summary>Numbers, dates and times as numbers; null for other classes and where no row has a value.</summary>
    public NumberStatistics? Numbers { get; init; }

    /// <summary>How long texts (in characters) or lists (in elements) are; null for other classes and where no row has a value.</summary>
    public LengthStatistics? Lengths { get; init; }

    /// <summary>The most frequent values, most frequent first; empty when no value stands twice, and for nested columns.</summary>
    public IReadOnlyList<ValueCount> Top { get; init; } = [];

    /// <summary>By how much the counts of <see cref="Top"/> may be too small; 0 when <see cref="IsExact"/>.</summary>
    public long TopError { get; init; }

    /// <summary>Whether <see cref="Top"/> has every value.</summary>
    public bool TopIsAll => IsExact && Distinct == Top.Count;

    /// <summary>A number of this column as people read it: with four digits that count, a date or time as such.</summary>
    public string Shown(double number) => Figures.Of(this, number);

    public bool IsNumber => Class is ColumnClass.Integral or ColumnClass.Fractional;
}

/// <summary>A value as text, and how many rows have it.</summary>
public sealed record ValueCount(string Value, long Count);

/// <summary>How long texts or lists are.</summary>
public sealed record LengthStatistics(long Shortest, double Mean, long Longest);
