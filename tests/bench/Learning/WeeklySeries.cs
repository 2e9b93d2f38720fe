using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Learning;

/// <summary>Made-up sales of many stores: 300 weeks of each, with a trend that bends, a year, half a year and noise.</summary>
internal static class WeeklySeries
{
    private const int Weeks = 300;
    private const double Turn = 2 * 3.141592653589793;

    /// <summary>What sales of stores are forecast with: 36 changepoints, a year of 25 waves, and half a year of 5.</summary>
    public static AdditiveForecaster Forecaster { get; } = new()
    {
        Changepoints = 36,
        Seasonalities = [Seasonality.Yearly(25), new() { Name = "half-yearly", Period = Seasonality.Year / 2, Order = 5 }],
    };

    public static IReadOnlyList<TimeSeries> Of(int count) => [.. Enumerable.Range(0, count).Select(One)];

    private static TimeSeries One(int store)
    {
        var random = new CounterRandom(2016, (ulong)store);
        double level = 100 + (400 * random.Uniform(0)), slope = random.Normal(1) * 0.3, bend = random.Normal(2) * 0.6, wave = 0.3 * level * random.Uniform(3), shift = Turn * random.Uniform(4);
        var turning = 60 + random.Below(5, 180);
        return new([$"{store}"], new(2015, 1, 4), TimeStep.Weeks(), [.. Enumerable.Range(0, Weeks).Select(week =>
            level + (slope * week) + (bend * Math.Max(0, week - turning)) + (wave * Elementary.Sin((Turn * week * 7 / Seasonality.Year) + shift)) + (wave / 3 * Elementary.Cos(Turn * week * 14 / Seasonality.Year)) + (10 * random.Fork(1).Normal((ulong)week)))]);
    }
}
