using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>Expects the median of the last values of all that follows.</summary>
public sealed record MedianOfLast : Forecaster
{
    public int Count { get; init => field = AtLeast(1, value); } = 4;

    /// <summary>One more than the median is of, so that there is an error to draw.</summary>
    public override int Needed => Count + 1;

    private protected override string Title => FormattableString.Invariant($"the median of the last {Count}");

    private protected override IFittedSeries Fit(TimeSeries history, int steps) => FlatSeries.OfLast(Count, history.Values, Median);

    private static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }
}
