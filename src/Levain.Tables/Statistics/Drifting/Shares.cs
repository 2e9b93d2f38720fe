namespace Levain.Tables.Statistics;

/// <summary>Which share of a column's values each of its categories has.</summary>
internal sealed class Shares
{
    private readonly Dictionary<string, double> shares = new(StringComparer.Ordinal);
    // What a value that is not listed may have at most: no more than the last that is.
    private readonly double unlisted;

    public Shares(ColumnStatistics column)
    {
        foreach (var (value, count) in column.Top) shares[value] = Math.Min(1, (double)count / column.Present);
        unlisted = column.TopIsAll ? 0 : column.Top.Count > 0 ? Math.Min(1, (double)(column.Top[^1].Count + column.TopError) / column.Present) : 1.0 / column.Present;
    }

    public IEnumerable<string> Values => shares.Keys;

    /// <summary>The smallest distance that agrees with what is known: a value may have any share up to <see cref="unlisted"/> where it is not listed.</summary>
    public double Distance(string value, Shares other) =>
        other.shares.TryGetValue(value, out var share) ? Math.Abs(shares[value] - share) : Math.Max(0, shares[value] - other.unlisted);
}
