using System.Collections.Immutable;

namespace Levain.Learning.Explaining;

/// <summary>Values that stand for a feature.</summary>
internal static class ValueGrid
{
    /// <summary>All categories, all values where there are few, or else values of equal numbers of rows between them, from the least to the greatest.</summary>
    public static ImmutableArray<float> Of(FeatureMatrix rows, int column, FeatureKind kind, int points)
    {
        var values = new float[rows.RowCount];
        rows.CopyColumn(column, 0, values);
        float[] there = [.. values.Where(value => !float.IsNaN(value)).Order()];
        float[] different = [.. there.Distinct()];
        if (kind == FeatureKind.Category || different.Length <= points) return [.. different];
        return [.. Enumerable.Range(0, points).Select(point => there[(int)((long)point * (there.Length - 1) / (points - 1))]).Distinct()];
    }
}
