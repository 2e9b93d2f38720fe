using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Forecasting;
using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

public sealed class HoltWintersTests
{
    [Theory]
    [InlineData(SeasonKind.Additive, false)]
    [InlineData(SeasonKind.Additive, true)]
    [InlineData(SeasonKind.Multiplicative, false)]
    [InlineData(SeasonKind.Multiplicative, true)]
    public async Task Its_recursions_are_those_of_the_textbook(SeasonKind kind, bool damped)
    {
        var values = Simulated.Line(new(31), 60, 7, noise: 5, kind).Values.ToArray();
        var rates = new SmoothingRates(0.3, 0.15, 0.25, damped ? 0.9 : 1);

        var answer = await Python.AskAsync("""
            y, m, h = np.array(given["values"]), 7, 20
            a, b, g, phi = given["rates"]
            times = given["times"]
            # A line through the means of three seasons; the season is the mean of how its steps lie to it.
            mean = y[:3 * m].reshape(3, m).mean(axis=1)
            slope = (mean[2] - mean[0]) / (2 * m)
            line = mean[:, None] + slope * (np.arange(m) - (m - 1) / 2)
            part = (y[:3 * m].reshape(3, m) / line if times else y[:3 * m].reshape(3, m) - line).mean(axis=0)
            s = list(part / part.mean() if times else part - part.mean())
            l, t = mean[0] - slope * (m + 1) / 2, slope
            fitted = []
            for i in range(len(y)):
                old, base = s[i], l + phi * t
                fitted.append(base * old if times else base + old)
                new = a * (y[i] / old if times else y[i] - old) + (1 - a) * base
                s.append(g * (y[i] / base if times else y[i] - base) + (1 - g) * old)
                l, t = new, b * (new - l) + (1 - b) * phi * t
            ahead = []
            for k in range(1, h + 1):
                base = l + t * sum(phi ** j for j in range(1, k + 1))
                old = s[len(y) + (k - 1) % m]
                ahead.append(base * old if times else base + old)
            answer = {"fitted": [float(v) for v in fitted], "ahead": [float(v) for v in ahead]}
            """, new { values, rates = new[] { rates.Alpha, rates.Beta, rates.Gamma, rates.Phi }, times = kind == SeasonKind.Multiplicative });

        var smoothing = Smoothing.Begin(values, 7, kind);
        var fitted = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            fitted[i] = smoothing.Expect(rates.Phi);
            smoothing.Take(values[i], rates);
        }

        var ahead = new double[20];
        smoothing.Expect(rates.Phi, ahead);
        AssertNear(answer.Numbers("fitted"), fitted);
        AssertNear(answer.Numbers("ahead"), ahead);

        static void AssertNear(double[] theirs, double[] mine)
        {
            Assert.Equal(theirs.Length, mine.Length);
            for (var i = 0; i < mine.Length; i++) Assert.Equal(theirs[i], mine[i], 1e-9);
        }
    }

    [Fact]
    public void A_line_with_a_season_and_no_noise_goes_on() => Check.QuickThrowOnFailure(Prop.ForAll(Lines, drawn =>
    {
        var truth = Simulated.Line(new(drawn.Seed), drawn.Season * drawn.Seasons + drawn.More + 15, drawn.Season, noise: 0);
        var forecast = new HoltWinters { Season = drawn.Season }.Predict(truth[..^15], 15);
        return Simulated.AbsoluteError(forecast, truth) < 1e-6;
    }));

    [Fact]
    public void The_rates_of_a_long_series_are_found_again()
    {
        foreach (var (alpha, beta, gamma) in new[] { (0.3, 0.1, 0.2), (0.6, 0.05, 0.1), (0.15, 0.3, 0.4) })
        {
            var series = Simulated.Smoothed(new(17), 3000, 12, alpha, beta, gamma);
            var rates = SmoothedSeries.Fit(series.Values.ToArray(), Smoothing.Begin(series.Values, 12, SeasonKind.Additive), damped: false).Rates;
            Assert.Equal(alpha, rates.Alpha, 0.06);
            Assert.Equal(beta, rates.Beta, 0.06);
            // The textbook's gamma works on what the old level leaves, the simulation's on the error: the same for an additive season.
            Assert.Equal(gamma, rates.Gamma, 0.06);
        }
    }

    [Theory]
    [InlineData(SeasonKind.Additive, false)]
    [InlineData(SeasonKind.Additive, true)]
    [InlineData(SeasonKind.Multiplicative, false)]
    public void It_beats_the_seasonal_naive_forecast_the_mean_and_the_median_where_there_are_trend_and_season(SeasonKind kind, bool damped)
    {
        TimeSeries[] truths = [.. Enumerable.Range(0, 40).Select(i => Simulated.Line(new(41, (ulong)i), 130, 12, noise: 4, kind))];
        var smoothed = ErrorOf(new HoltWinters { Season = 12, Kind = kind, IsDamped = damped, Levels = [] });

        foreach (var other in (Forecaster[])[new SeasonalNaive { Season = 12, Levels = [] }, new MeanOfLast { Levels = [] }, new MedianOfLast { Levels = [] }])
            Assert.True(smoothed < 0.8 * ErrorOf(other), $"an error of {smoothed} against {ErrorOf(other)} of {other}");

        double ErrorOf(Forecaster forecaster) => truths.Sum(truth => Simulated.AbsoluteError(forecaster.Predict(truth[..^10], 10), truth));
    }

    [Theory]
    [InlineData(SeasonKind.Additive)]
    [InlineData(SeasonKind.Multiplicative)]
    public void Its_interval_of_80_percent_holds_75_to_85_percent(SeasonKind kind)
    {
        int held = 0, all = 0;
        for (var i = 0; i < 150; i++)
        {
            var truth = Simulated.Line(new(43, (ulong)i), 250, 12, noise: 4, kind);
            var forecast = new HoltWinters { Season = 12, Kind = kind }.Predict(truth[..^10], 10);
            for (var step = 0; step < 10; step++, all++)
                if (truth.Values[^(10 - step)] is var value && value >= forecast.Quantile(0.1)[step] && value <= forecast.Quantile(0.9)[step]) held++;
        }

        Assert.InRange((double)held / all, 0.75, 0.85);
    }

    [Fact]
    public void Values_that_a_factor_cannot_make_are_refused() => Assert.Equal(
        "series `a` has 0 at 2024-01-03, and a multiplicative season needs values above 0",
        Assert.Throws<BuildException>(() => new HoltWinters { Season = 2, Kind = SeasonKind.Multiplicative }.Predict(new(["a"], new(2024, 1, 1), TimeStep.Days(), 3, 2, 0, 1, 2, 3), 1)).Message);

    [Fact]
    public void Forecasts_of_whatever_series_are_numbers() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new CounterRandom((ulong)seed);
        // From the smallest to the largest, with jumps and long runs of one value.
        var scale = Elementary.Exp2(random.Below(0, 660) - 330);
        double[] values = [.. Enumerable.Range(0, 30).Select(i => scale * (random.Below((ulong)i + 1, 3) == 0 ? 1 : Elementary.Exp(6 * random.Normal((ulong)i + 100)) / 1e9))];
        var forecasts = new HoltWinters { Season = 4, IsDamped = seed % 2 == 0, Kind = seed % 3 == 0 ? SeasonKind.Additive : SeasonKind.Multiplicative }.Predict(new([], new(2024, 1, 1), TimeStep.Days(), values), 40);
        return forecasts.Mean.ToArray().Concat(forecasts.Quantile(0.1).ToArray()).Concat(forecasts.Quantile(0.9).ToArray()).All(double.IsFinite);
    }));

    private static Arbitrary<(ulong Seed, int Season, int Seasons, int More)> Lines =>
        (from seed in Gen.Choose(0, int.MaxValue)
         from season in Gen.Choose(5, 26)
         from seasons in Gen.Choose(3, 8)
         from rest in Gen.Choose(0, 4)
         select ((ulong)seed, season, seasons, rest)).ToArbitrary();
}
