namespace Levain.Tables.Statistics;

/// <summary>What data that comes later is expected to keep to.</summary>
public sealed record Constraints(IReadOnlyList<ColumnConstraint> Columns, DriftSettings Drift)
{
    // A category that stands for fewer rows than this on average is more likely a name or a number of something.
    private const int RowsPerCategory = 10;

    /// <summary>What these data keep to themselves.</summary>
    public static Constraints Of(TableStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return new([.. statistics.Columns.Select(Of)], new());
    }

    private static ColumnConstraint Of(ColumnStatistics column) => new(column.Name, InferredType.Of(column), column.Completeness)
    {
        IsNonNegative = column.IsNumber && column.Numbers is { } numbers ? numbers.Min >= 0 : null,
        Domain = IsCategory(column) ? [.. column.Top.Select(each => each.Value).Order(StringComparer.Ordinal)] : null,
    };

    private static bool IsCategory(ColumnStatistics column) =>
        column.Class is ColumnClass.Text or ColumnClass.Truth && column.TopIsAll && column.Top.Count > 0 && column.Present >= RowsPerCategory * (long)column.Top.Count;
}

/// <summary>What a column is expected to keep to.</summary>
/// <param name="Type"><c>Integral</c>, <c>Fractional</c>, <c>String</c> or <c>Unknown</c>.</param>
/// <param name="Completeness">The share of rows that have a value.</param>
public sealed record ColumnConstraint(string Name, string Type, double Completeness)
{
    /// <summary>Whether a number may not be below 0; null says nothing.</summary>
    public bool? IsNonNegative { get; init; }

    /// <summary>The only values that a text may have; null allows any.</summary>
    public IReadOnlyList<string>? Domain { get; init; }

    public bool Equals(ColumnConstraint? other) =>
        other is not null && (Name, Type, Completeness, IsNonNegative) == (other.Name, other.Type, other.Completeness, other.IsNonNegative)
        && (Domain is null ? other.Domain is null : other.Domain is not null && Domain.SequenceEqual(other.Domain));

    public override int GetHashCode() => HashCode.Combine(Name, Type, Completeness);
}
