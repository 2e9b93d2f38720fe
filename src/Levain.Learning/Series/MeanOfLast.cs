using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>Expects the mean of the last values of all that follows.</summary>
public sealed record MeanOfLast : Forecaster
{
    public int Count { get; init => field = AtLeast(1, value); } = 4;

    /// <summary>One more than the mean is of, so that there is an error to draw.</summary>
    public override int Needed => Count + 1;

    private protected override string Title => FormattableString.Invariant($"the mean of the last {Count}");

    private protected override IFittedSeries Fit(TimeSeries history, int steps) => FlatSeries.OfLast(Count, history.Values, Mean);

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
