using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>Exponential smoothing of level, trend and season, after Holt and Winters.</summary>
/// <remarks>
/// Level, trend and season start from the means of the first seasons, up to three. How fast they follow is what makes the squared errors one step ahead smallest, found on a grid and then by the simplex of Nelder and Mead.
/// The season follows at most as fast as the level leaves room for (gamma up to 1 - alpha); a damped trend keeps 80 to 98 percent of itself from step to step.
/// </remarks>
public sealed record HoltWinters : Forecaster
{
    /// <summary>How many steps a season has: 52 for weeks of a year, 12 for months.</summary>
    public required int Season { get; init => field = AtLeast(2, value); }

    public SeasonKind Kind { get; init; }

    /// <summary>Whether the trend fades.</summary>
    public bool IsDamped { get; init; }

    /// <summary>Two seasons and one value more: with less, season and trend cannot be told apart.</summary>
    public override int Needed => 2 * Season + 1;

    private protected override string Title => FormattableString.Invariant($"Holt-Winters with a season of {Season}");

    private protected override IFittedSeries Fit(TimeSeries history, int steps)
    {
        if (Kind == SeasonKind.Multiplicative && history.Values.ToArray() is var values && Array.FindIndex(values, value => value <= 0) is >= 0 and var low)
            throw new BuildException(FormattableString.Invariant($"{history} has {values[low]} at {history.DateAt(low):yyyy-MM-dd}, and a multiplicative season needs values above 0"), "take an additive season");
        return SmoothedSeries.Fit(history.Values.ToArray(), Smoothing.Begin(history.Values, Season, Kind), IsDamped);
    }
}
