namespace Levain.Tables.Statistics;

/// <summary>Compares distributions as SageMaker Model Monitor does.</summary>
/// <remarks>
/// Of numbers, dates and times: the largest distance between the two cumulative distributions, which is the statistic of Kolmogorov and Smirnov.
/// Of texts and truth values: the largest difference of a category's share.
/// The robust distance takes from it what chance alone brings in samples of these sizes, so that few rows raise no alarm.
/// </remarks>
public static class Drift
{
    // The critical value of the two-sample test at a level of about 0.003.
    private const double Critical = 1.8;

    public static ColumnDrift Between(ColumnStatistics before, ColumnStatistics now, DriftSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        settings ??= new();
        var numbers = before.Numbers is not null && now.Numbers is not null && before.IsNumber == now.IsNumber;
        var distance = numbers ? OfNumbers(before.Numbers!.Sketch, now.Numbers!.Sketch) : HasCategories(before) && HasCategories(now) ? OfShares(before, now) : null;
        if (distance is { } found && settings.IsRobust) distance = Math.Max(0, found - (Critical * Math.Sqrt((double)(before.Present + now.Present) / ((double)before.Present * now.Present))));
        return new(before.Name, distance, numbers ? settings.Threshold : settings.CategoricalThreshold);
    }

    private static double? OfNumbers(Sketch before, Sketch now)
    {
        var (left, right) = (before.Weighted(), now.Weighted());
        if (left.Count == 0 || right.Count == 0) return null;
        var (leftTotal, rightTotal) = (Total(left), Total(right));
        double leftBelow = 0, rightBelow = 0, largest = 0;
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var value = Math.Min(left[i].Value, right[j].Value);
            while (i < left.Count && left[i].Value == value) leftBelow += left[i++].Weight;
            while (j < right.Count && right[j].Value == value) rightBelow += right[j++].Weight;
            largest = Math.Max(largest, Math.Abs((leftBelow / leftTotal) - (rightBelow / rightTotal)));
        }

        return largest;
    }

    private static double? OfShares(ColumnStatistics before, ColumnStatistics now)
    {
        var (left, right) = (new Shares(before), new Shares(now));
        double largest = 0;
        foreach (var value in left.Values) largest = Math.Max(largest, left.Distance(value, right));
        foreach (var value in right.Values) largest = Math.Max(largest, right.Distance(value, left));
        return largest;
    }

    private static bool HasCategories(ColumnStatistics column) => column.Class is ColumnClass.Text or ColumnClass.Truth && column.Present > 0;

    // Powers of two and sums of them: exact in any order.
    private static double Total(IReadOnlyList<(double Value, double Weight)> weighted)
    {
        double total = 0;
        foreach (var (_, weight) in weighted) total += weight;
        return total;
    }
}
