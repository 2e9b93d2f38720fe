using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>Expects of every step what was a season before.</summary>
public sealed record SeasonalNaive : Forecaster
{
    /// <summary>How many steps a season has: 52 for weeks of a year; 1 to expect the last value.</summary>
    public required int Season { get; init => field = AtLeast(1, value); }

    /// <summary>One more than a season, so that there is an error to draw.</summary>
    public override int Needed => Season + 1;

    private protected override string Title => FormattableString.Invariant($"a seasonal naive forecast with a season of {Season}");

    private protected override IFittedSeries Fit(TimeSeries history, int steps) => new RepeatedSeason(history.Values, Season);
}
