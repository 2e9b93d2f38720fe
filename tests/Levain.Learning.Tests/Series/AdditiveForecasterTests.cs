using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Forecasting;
using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

public sealed class AdditiveForecasterTests
{
    private static readonly AdditiveForecaster yearly = new() { Seasonalities = [Seasonality.Yearly(4)] };

    private static AdditiveForecaster Yearly(SeasonKind kind) => yearly with { Seasonalities = [Seasonality.Yearly(4) with { Kind = kind }] };

    [Theory]
    [InlineData(SeasonKind.Additive)]
    [InlineData(SeasonKind.Multiplicative)]
    public void It_takes_a_known_process_apart(SeasonKind kind)
    {
        // Up by 0.5 a week, and down by 0.2 from week 150 on; a year's wave and a holiday, both as amounts or as shares.
        var random = new CounterRandom(3);
        var size = kind == SeasonKind.Additive ? 20 : 0.2;
        var start = new DateOnly(2015, 1, 4);
        DateOnly[] christmas = [.. Enumerable.Range(2015, 8).Select(year => new DateOnly(year, 12, 25))];
        double[] trend = [.. Enumerable.Range(0, 310).Select(t => 100 + 0.5 * Math.Min(t, 150) - 0.2 * Math.Max(t - 150, 0))];
        double[] wave = [.. Enumerable.Range(0, 310).Select(t => size * Elementary.Sin(2 * 3.141592653589793 * 7 * t / Seasonality.Year))];
        double[] effect = [.. Enumerable.Range(0, 310).Select(t => christmas.Any(date => date.DayNumber - start.DayNumber - 7 * t is >= 0 and < 7) ? 2 * size : 0)];
        var values = Enumerable.Range(0, 310).Select(t => (kind == SeasonKind.Additive ? trend[t] + wave[t] + effect[t] : trend[t] * (1 + wave[t] + effect[t])) + 2 * random.Normal((ulong)t));

        var parts = (Yearly(kind) with { Holidays = [new() { Name = "christmas", Dates = christmas, Kind = kind }] }).Explain(new TimeSeries([], start, TimeStep.Weeks(), [.. values])[..300], 10);

        Assert.Equal(["yearly", "christmas"], parts.Names);
        Assert.Equal(310, parts.Dates.Count);
        Assert.Equal(0.5, (parts.Trend[100] - parts.Trend[20]) / 80, 0.02);
        Assert.Equal(-0.2, (parts.Trend[309] - parts.Trend[200]) / 109, 0.02);
        for (var t = 0; t < 310; t++)
        {
            Assert.Equal(trend[t], parts.Trend[t], 3.0);
            Assert.Equal(wave[t], parts.Effect("yearly")[t], 0.08 * size);
            Assert.Equal(effect[t], parts.Effect("christmas")[t], 0.15 * size);
        }
    }

    [Theory]
    [InlineData(SeasonKind.Additive)]
    [InlineData(SeasonKind.Multiplicative)]
    public void A_process_without_noise_goes_on(SeasonKind kind)
    {
        double[] values = [.. Enumerable.Range(0, 260).Select(t => 0.3 * t + 200 is var line && Elementary.Sin(0.4 + 2 * 3.141592653589793 * 7 * t / Seasonality.Year) is var wave ? kind == SeasonKind.Additive ? line + 30 * wave : line * (1 + 0.2 * wave) : 0)];
        var truth = new TimeSeries([], new(2016, 2, 7), TimeStep.Weeks(), values);

        var forecast = Yearly(kind).Predict(truth[..200], 60);

        for (var step = 0; step < 60; step++)
        {
            Assert.Equal(truth.Values[200 + step], forecast.Mean[step], 0.01);
            Assert.InRange(forecast.Quantile(0.9)[step] - forecast.Quantile(0.1)[step], 0, 0.05);
        }
    }

    [Theory]
    [InlineData(SeasonKind.Additive)]
    [InlineData(SeasonKind.Multiplicative)]
    public void It_beats_the_seasonal_naive_forecast_the_mean_and_the_median_where_there_are_trend_and_season(SeasonKind kind)
    {
        TimeSeries[] truths = [.. Enumerable.Range(0, 40).Select(i => Simulated.Bending(new(51, (ulong)i), 220, kind))];
        var additive = ErrorOf(Yearly(kind) with { Levels = [] });

        foreach (var other in (Forecaster[])[new SeasonalNaive { Season = 52, Levels = [] }, new MeanOfLast { Levels = [] }, new MedianOfLast { Levels = [] }, new MedianOfLast { Count = 52, Levels = [] }])
            Assert.True(additive < 0.6 * ErrorOf(other), $"an error of {additive} against {ErrorOf(other)} of {other}");

        double ErrorOf(Forecaster forecaster) => truths.Sum(truth => Simulated.AbsoluteError(forecaster.Predict(truth[..^10], 10), truth));
    }

    [Theory]
    [InlineData(SeasonKind.Additive, 4)]
    [InlineData(SeasonKind.Multiplicative, 4)]
    // Fifty waves for what two would do.
    [InlineData(SeasonKind.Additive, 25)]
    public void Its_interval_of_80_percent_holds_75_to_85_percent(SeasonKind kind, int order)
    {
        int held = 0, all = 0;
        for (var i = 0; i < 300; i++)
        {
            var truth = Simulated.Bending(new(53, (ulong)i), 270, kind);
            var forecast = (yearly with { Seasonalities = [Seasonality.Yearly(order) with { Kind = kind }] }).Predict(truth[..^10], 10);
            for (var step = 0; step < 10; step++, all++)
                if (truth.Values[^(10 - step)] is var value && value >= forecast.Quantile(0.1)[step] && value <= forecast.Quantile(0.9)[step]) held++;
        }

        Assert.InRange((double)held / all, 0.75, 0.85);
    }

    [Fact]
    public void No_other_parameters_are_more_probable() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var series = Simulated.Bending(new((ulong)seed), 40 + seed % 200, SeasonKind.Additive);
        var design = new SeriesDesign(yearly, series, 0);
        var fit = AdditiveFit.Of(design, series.Values);

        // At the lowest point of a convex function, no slope leads down: neither along what is free, nor away from what is 0.
        var scale = series.Values.ToArray().Max(Math.Abs);
        var (parameters, noise) = (fit.Parameters.ToArray(), fit.Noise);
        double[] errors = [.. series.Values.ToArray().Select((value, t) => value / scale - parameters.Select((parameter, i) => parameter * design.PastColumns[i][t]).Sum())];
        for (var i = 0; i < parameters.Length; i++)
        {
            var pull = errors.Select((error, t) => error * design.PastColumns[i][t]).Sum();
            if (i < design.Priors.Length) Assert.Equal(parameters[i] * Math.Max(noise / design.Priors[i], 1e-10 * series.Count), pull, 1e-8);
            else if (parameters[i] == 0) Assert.InRange(Math.Abs(pull), 0, noise / yearly.ChangepointScale * (1 + 1e-6) + 1e-8);
            else Assert.Equal(Math.Sign(parameters[i]) * noise / yearly.ChangepointScale, pull, 1e-7);
        }

        return true;
    }));

    [Fact]
    public async Task Its_design_and_its_best_parameters_are_those_of_another_program()
    {
        var series = Simulated.Bending(new(57), 150, SeasonKind.Multiplicative);
        var forecaster = new AdditiveForecaster { Changepoints = 12, ChangepointRange = 0.7, ChangepointScale = 0.3, Seasonalities = [Seasonality.Yearly(2) with { Kind = SeasonKind.Multiplicative }, new() { Name = "quarterly", Period = 91.3, Order = 1, Scale = 0.5 }] };
        var design = new SeriesDesign(forecaster, series, 0);
        var fit = AdditiveFit.Of(design, series.Values);

        var answer = await Python.AskAsync("""
            from scipy.optimize import minimize
            y = np.array(given["values"]); y = y / abs(y).max()
            n, day, noise = len(y), np.array(given["days"], dtype=float), given["noise"]
            t = (day - day[0]) / (day[-1] - day[0])
            at = np.linspace(0, int(n * 0.7) - 1, 13).round().astype(int)[1:]
            hinges = np.maximum(t[:, None] - t[at], 0)
            def waves(period, order):
                return np.column_stack([f(2 * np.pi * k * day / period) for k in range(1, order + 1) for f in (np.sin, np.cos)])
            year, quarter = waves(365.25, 2), waves(91.3, 1)
            def cut(p): return p[0], p[1], p[2:6], p[6:8], p[8:20]
            def value(p):
                k, m, b, q, d = cut(p)
                f = (k * t + m + hinges @ d) * (1 + year @ b) + quarter @ q
                return ((y - f) ** 2).sum() / 2 / noise + (k * k + m * m) / 50 + (b * b).sum() / 200 + (q * q).sum() / 0.5 + abs(d).sum() / 0.3
            def split(x): return np.concatenate([x[:8], x[8:20] - x[20:]])
            def slopes(x):
                p = split(x); k, m, b, q, d = cut(p)
                line, times = k * t + m + hinges @ d, 1 + year @ b
                r = -(y - line * times - quarter @ q) / noise
                inner = hinges.T @ (r * times)
                return np.concatenate([[(r * times * t).sum() + k / 25, (r * times).sum() + m / 25], year.T @ (r * line) + b / 100, quarter.T @ r + q / 0.25, inner + 1 / 0.3, -inner + 1 / 0.3])
            mine = np.array(given["parameters"])
            best = min((minimize(lambda x: value(split(x)) + 0 * x.sum(), start, jac=slopes, method="L-BFGS-B", bounds=[(None, None)] * 8 + [(0, None)] * 24, options={"maxiter": 20000, "maxfun": 100000, "ftol": 1e-15, "gtol": 1e-9})
                for start in [np.concatenate([[0, y.mean()], np.zeros(30)]), np.concatenate([mine[:8], np.maximum(mine[8:], 0), np.maximum(-mine[8:], 0)])]), key=lambda r: r.fun)
            answer = {"mine": value(mine), "best": float(best.fun), "changes": [float(x) for x in t[at]]}
            """, new { values = series.Values.ToArray(), days = Enumerable.Range(0, series.Count).Select(i => series.DateAt(i).DayNumber - new DateOnly(1970, 1, 1).DayNumber), noise = fit.Noise, parameters = fit.Parameters.ToArray() });

        Assert.Equal(answer.Numbers("changes"), design.Changes);
        Assert.Equal(answer.GetProperty("best").GetDouble(), answer.GetProperty("mine").GetDouble(), 1e-5);
    }

    [Theory]
    // A day belongs to its own date, a week has seven of them, and a month all of its.
    [InlineData("day", "2024-03-05", new[] { 4 })]
    [InlineData("week", "2024-03-05", new[] { 0 })]
    [InlineData("week", "2024-03-08", new[] { 1 })]
    [InlineData("month", "2024-03-31", new[] { 0 })]
    [InlineData("month", "2024-04-01", new[] { 1 })]
    [InlineData("day", "2024-02-29", new int[0])]
    public void A_holiday_belongs_to_the_step_in_which_it_lies(string unit, string date, int[] steps)
    {
        var step = unit switch { "day" => TimeStep.Days(), "week" => TimeStep.Weeks(), _ => TimeStep.Months() };
        var history = new TimeSeries([], new(2024, 3, 1), step, [.. Enumerable.Range(0, 9).Select(i => (double)i)]);

        var design = new SeriesDesign(new() { Holidays = [new() { Name = "fair", Dates = [DateOnly.Parse(date, null)] }] }, history, 2);

        Assert.Equal(steps, design.Features.SelectMany(feature => Enumerable.Range(0, 9).Where(i => feature.Past[i] != 0)));
    }

    [Fact]
    public void Each_step_of_a_holidays_window_has_an_effect_of_its_own()
    {
        var history = new TimeSeries([], new(2024, 3, 1), TimeStep.Days(), [.. Enumerable.Range(0, 30).Select(i => i switch { 10 or 20 => 9.0, 11 or 21 => 6.0, 9 or 19 => 3.0, _ => 1.0 })]);
        DateOnly[] dates = [new(2024, 3, 11), new(2024, 3, 21), new(2024, 4, 1)];

        var forecast = new AdditiveForecaster { Changepoints = 0, Holidays = [new() { Name = "fair", Dates = dates, Before = 1, After = 1 }] }.Predict(history, 5);

        double[] expected = [3, 9, 6, 1, 1];
        for (var i = 0; i < 5; i++) Assert.Equal(expected[i], forecast.Mean[i], 0.01);
    }

    [Fact]
    public void A_holiday_that_never_was_changes_nothing()
    {
        var series = Simulated.Bending(new(5), 100, SeasonKind.Additive);
        var late = yearly with { Holidays = [new() { Name = "jubilee", Dates = [series.DateAt(101)] }] };

        Assert.Equal(yearly.Predict(series, 4).Quantile(0.9).ToArray(), late.Predict(series, 4).Quantile(0.9).ToArray());
        Assert.All(late.Explain(series, 4).Effect("jubilee").ToArray(), effect => Assert.Equal(0, effect));
    }

    [Fact]
    public void Its_parts_are_the_whole()
    {
        var series = Simulated.Bending(new(6), 100, SeasonKind.Additive);
        var forecaster = yearly with { Seasonalities = [Seasonality.Yearly(3), new() { Name = "monthly", Period = 30.4, Order = 1, Kind = SeasonKind.Multiplicative }] };
        double[] whole = forecaster.Explain(series, 7).Whole()[100..], told = forecaster.Predict(series, 7).Mean.ToArray();
        for (var i = 0; i < 7; i++) Assert.Equal(told[i], whole[i], 1e-9);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        var series = Simulated.Bending(new(8), 30, SeasonKind.Additive);
        Refused("`Changepoints` is -1, and must be from 0 to 1000", () => new AdditiveForecaster { Changepoints = -1 });
        Refused("`ChangepointRange` is 0, and must be above 0 and at most 1", () => new AdditiveForecaster { ChangepointRange = 0 });
        Refused("`ChangepointRange` is NaN, and must be above 0 and at most 1", () => new AdditiveForecaster { ChangepointRange = double.NaN });
        Refused("`ChangepointScale` is Infinity, and must be above 0", () => new AdditiveForecaster { ChangepointScale = double.PositiveInfinity });
        Refused("`Period` is 0, and must be above 0", () => new Seasonality { Name = "none", Period = 0, Order = 1 });
        Refused("`Order` is 0, and must be from 1 to 1000", () => Seasonality.Weekly(0));
        Refused("`Scale` is -1, and must be above 0", () => Seasonality.Weekly(1) with { Scale = -1 });
        Refused("a seasonality has no name", () => new Seasonality { Name = " ", Period = 7, Order = 1 });
        Refused("a holiday has no name", () => new Holiday { Name = "", Dates = [new(2024, 1, 1)] });
        Refused("a holiday has no dates", () => new Holiday { Name = "fair", Dates = [] });
        Refused("`Before` is -1, and must be from 0 to 1000", () => new Holiday { Name = "fair", Dates = [new(2024, 1, 1)], Before = -1 });
        Refused("there are two named `weekly`", () => new AdditiveForecaster { Seasonalities = [Seasonality.Weekly(1), Seasonality.Weekly(2)] });
        Refused("a season and a holiday are both named `yearly`", () => (yearly with { Holidays = [new() { Name = "yearly", Dates = [new(2024, 1, 1)] }] }).Predict(series, 1));
        Refused("there is no season or holiday `weekly`", () => yearly.Explain(series).Effect("weekly").ToArray());
        Refused("series `bending` has 2 values, and an additive forecast needs 3", () => yearly.Explain(series[..2]));

        static void Refused(string message, Func<object> act) => Assert.Equal(message, Assert.Throws<BuildException>(act).Message);
    }

    [Fact]
    public void Forecasts_of_whatever_series_are_numbers_of_its_size() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new CounterRandom((ulong)seed);
        // From the smallest to the largest, with jumps and long runs of one value, and more waves than there are values.
        var scale = Elementary.Exp2(random.Below(0, 660) - 330);
        double[] values = [.. Enumerable.Range(0, 3 + random.Below(1, 40)).Select(i => scale * (random.Below((ulong)i + 2, 3) == 0 ? 1 : Elementary.Exp(6 * random.Normal((ulong)i + 100)) / 1e9))];
        var forecaster = new AdditiveForecaster { Paths = 50, Seasonalities = [Seasonality.Weekly(3) with { Kind = (SeasonKind)random.Below(50, 2) }, Seasonality.Yearly(10) with { Kind = (SeasonKind)random.Below(51, 2) }] };
        var forecast = forecaster.Predict(new([], new(2024, 1, 1), TimeStep.Days(), values), 20);
        // Within a thousand times what there was: a few values say little of a year.
        return forecast.Mean.ToArray().Concat(forecast.Quantile(0.1).ToArray()).Concat(forecast.Quantile(0.9).ToArray()).All(value => Math.Abs(value) <= 1e3 * values.Max());
    }));
}
