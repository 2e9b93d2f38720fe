namespace Levain.Drawing;

/// <summary>Where values lie among each other: 0 for the least, 1 for the greatest, equal ones at one place. No outlier takes the colours from the others.</summary>
internal static class FeatureRanks
{
    /// <summary>A part for each value; null for one that is not finite.</summary>
    public static double?[] Of(IReadOnlyList<double> values)
    {
        var ranks = new double?[values.Count];
        int[] order = [.. Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i])).OrderBy(i => values[i])];
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            for (end = begin + 1; end < order.Length && values[order[end]] == values[order[begin]];) end++;
            for (var i = begin; i < end; i++) ranks[order[i]] = (begin + end - 1) / 2.0;
        }

        if (order.Length == 0) return ranks;
        var (low, high) = (ranks[order[0]]!.Value, ranks[order[^1]]!.Value);
        for (var i = 0; i < ranks.Length; i++) ranks[i] = ranks[i] is { } rank ? high > low ? (rank - low) / (high - low) : 0.5 : null;
        return ranks;
    }
}
