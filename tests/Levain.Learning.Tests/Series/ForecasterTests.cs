using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

public sealed class ForecasterTests
{
    public static TheoryData<Forecaster> All => [new SeasonalNaive { Season = 12 }, new MeanOfLast(), new MedianOfLast { Count = 5 }, new HoltWinters { Season = 12 }, new HoltWinters { Season = 12, IsDamped = true }, new HoltWinters { Season = 12, Kind = SeasonKind.Multiplicative }, Waves(SeasonKind.Additive), Waves(SeasonKind.Multiplicative)];

    private static AdditiveForecaster Waves(SeasonKind kind) => new() { Seasonalities = [new() { Name = "season", Period = 84, Order = 2, Kind = kind }] };

    [Theory, MemberData(nameof(All))]
    public void Threads_order_and_other_series_decide_no_bit(Forecaster forecaster)
    {
        TimeSeries[] series = [.. Enumerable.Range(0, 15).Select(i => Simulated.Line(new(5, (ulong)i), 40 + i, 12, noise: 4, key: $"k{i}"))];
        var alone = series.Select(one => forecaster.Predict(one, 20)).ToArray();

        foreach (var threads in (int[])[1, 2, 3, 8]) AssertSame(alone, forecaster.Predict(series, 20, threads));
        AssertSame(alone[3..].Reverse(), forecaster.Predict([.. series[3..].Reverse()], 20, threads: 2));
    }

    [Theory, MemberData(nameof(All))]
    public void How_far_is_told_decides_no_bit(Forecaster forecaster)
    {
        var series = Simulated.Line(new(6), 60, 12, noise: 4);
        Forecast near = forecaster.Predict(series, 3), far = forecaster.Predict(series, 30);
        Assert.Equal(near.Mean.ToArray(), far.Mean[..3].ToArray());
        Assert.Equal(near.Quantile(0.9).ToArray(), far.Quantile(0.9)[..3].ToArray());
    }

    [Theory, MemberData(nameof(All))]
    public void Another_seed_gives_other_quantiles_and_the_same_mean(Forecaster forecaster)
    {
        var series = Simulated.Line(new(6), 60, 12, noise: 4);
        Forecast one = forecaster.Predict(series, 5), other = (forecaster with { Seed = 1 }).Predict(series, 5);
        Assert.Equal(one.Mean.ToArray(), other.Mean.ToArray());
        Assert.NotEqual(one.Quantile(0.9).ToArray(), other.Quantile(0.9).ToArray());
    }

    [Theory, MemberData(nameof(All))]
    public void Series_of_equal_values_and_other_keys_have_futures_of_their_own(Forecaster forecaster)
    {
        var values = Simulated.Line(new(6), 60, 12, noise: 4).Values.ToArray();
        // Joined, the second and the third key would be the same.
        var forecasts = forecaster.Predict([.. new string[][] { ["a"], ["b", "cd"], ["bc", "d"] }.Select(key => new TimeSeries(key, new(2024, 1, 1), TimeStep.Days(), values))], 5, threads: 1);
        Assert.Equal(forecasts[0].Mean.ToArray(), forecasts[1].Mean.ToArray());
        Assert.Equal(3, forecasts.Select(forecast => forecast.Quantile(0.9).ToArray().Sum()).Distinct().Count());
    }

    [Theory, MemberData(nameof(All))]
    public void Quantiles_ascend_with_their_levels(Forecaster forecaster)
    {
        var forecast = (forecaster with { Levels = [0.05, 0.25, 0.5, 0.75, 0.95] }).Predict(Simulated.Line(new(7), 60, 12, noise: 4), 30);
        for (var step = 0; step < 30; step++)
            for (var level = 1; level < 5; level++)
                Assert.True(forecast.Quantile(forecast.Levels[level - 1])[step] <= forecast.Quantile(forecast.Levels[level])[step]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-7e99)]
    public void A_constant_series_stays_as_it_is(double value)
    {
        var series = new TimeSeries([], new(2024, 1, 1), TimeStep.Days(), [.. Enumerable.Repeat(value, 40)]);
        foreach (var forecaster in All)
        {
            var forecast = forecaster.Data.Predict(series, 14);
            foreach (var told in (double[][])[forecast.Mean.ToArray(), forecast.Quantile(0.1).ToArray(), forecast.Quantile(0.9).ToArray()]) Assert.All(told, expected => Assert.Equal(value, expected));
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Counts_are_told_in_whole_numbers_that_are_not_negative(Forecaster forecaster)
    {
        var series = new TimeSeries([], new(2024, 1, 1), TimeStep.Weeks(), [.. Enumerable.Range(0, 40).Select(i => 1 + (double)(i * i % 4) + 0.4 * (i % 3))]);
        Forecast plain = forecaster.Predict(series, 9), counts = (forecaster with { IsCount = true }).Predict(series, 9);

        Assert.Equal(plain.Mean.ToArray().Select(Counted), counts.Mean.ToArray());
        foreach (var level in plain.Levels) Assert.Equal(plain.Quantile(level).ToArray().Select(Counted), counts.Quantile(level).ToArray());

        static double Counted(double value) => value <= 0.5 ? 0 : Math.Round(value, MidpointRounding.ToEven);
    }

    [Theory, MemberData(nameof(All))]
    public void A_series_that_is_too_short_is_refused_and_one_that_just_does_is_not(Forecaster forecaster)
    {
        var series = Simulated.Line(new(8), forecaster.Needed, 12, noise: 4);
        Assert.Equal(3, forecaster.Predict(series, 3).Count);
        var error = Assert.Throws<BuildException>(() => forecaster.Predict(series[1..], 3));
        Assert.Matches($"^series `a` has {forecaster.Needed - 1} values, and .+ needs {forecaster.Needed}$", error.Message);
    }

    [Fact]
    public void Of_several_series_that_are_refused_the_first_is_told()
    {
        TimeSeries[] series = [.. Enumerable.Range(0, 9).Select(i => Simulated.Line(new(5), 30 - 3 * i, 12, noise: 4, key: $"k{i}"))];
        Assert.Equal("series `k2` has 24 values, and Holt-Winters with a season of 12 needs 25", Assert.Throws<BuildException>(() => new HoltWinters { Season = 12 }.Predict(series, 3, threads: 4)).Message);
    }

    [Fact]
    public void Simple_forecasts_are_what_they_say()
    {
        var series = new TimeSeries([], new(2024, 1, 31), TimeStep.Months(), 9, 1, 2, 3, 10);

        Assert.Equal([2, 3, 10, 2, 3], new SeasonalNaive { Season = 3 }.Predict(series, 5).Mean.ToArray());
        Assert.Equal([4, 4], new MeanOfLast { Count = 4 }.Predict(series, 2).Mean.ToArray());
        Assert.Equal([2.5, 2.5], new MedianOfLast { Count = 4 }.Predict(series, 2).Mean.ToArray());
        Assert.Equal([3.0], new MedianOfLast { Count = 3 }.Predict(series, 1).Mean.ToArray());
        Assert.Equal([new(2024, 6, 30), new(2024, 7, 31)], new MeanOfLast().Predict(series, 2).Dates);
    }

    [Fact]
    public void The_interval_of_the_mean_of_noise_is_that_of_the_noise()
    {
        // Independent noise of deviation 3 round 50, less a mean of 400: 80 percent lie within 1.2816 · 3 of it.
        var random = new CounterRandom(12);
        var series = new TimeSeries([], new(2024, 1, 1), TimeStep.Days(), [.. Enumerable.Range(0, 4000).Select(i => 50 + 3 * random.Normal((ulong)i))]);
        var forecast = new MeanOfLast { Count = 400, Paths = 4000 }.Predict(series, 1);
        Assert.Equal(50, forecast.Mean[0], 0.6);
        Assert.Equal(-3.845, forecast.Quantile(0.1)[0] - forecast.Mean[0], 0.3);
        Assert.Equal(3.845, forecast.Quantile(0.9)[0] - forecast.Mean[0], 0.3);
    }

    [Fact]
    public void Forecasts_are_a_table()
    {
        var columns = new SeriesColumns { Value = "mean", Keys = ["shop"], Step = TimeStep.Weeks() };
        var forecasts = new SeasonalNaive { Season = 12, Levels = [0.07, 0.975] }.Predict([Simulated.Line(new(1), 30, 12, 1, key: "x"), Simulated.Line(new(2), 30, 12, 1, key: "y")], 4, threads: 1);

        var table = Forecast.ToTable(forecasts, "shop");

        Assert.Equal(["shop", "date", "step", "mean", "q7", "q97.5"], table.Schema.Fields.Select(field => field.Name));
        Assert.Equal([1, 2, 3, 4, 1, 2, 3, 4], table.Ints("step").Values.ToArray());
        Assert.Equal(forecasts.Select(forecast => forecast.Mean.ToArray()), TimeSeries.Of(table, columns).Select(series => series.Values.ToArray()));
        Assert.Equal(forecasts[1].Quantile(0.975).ToArray(), table.Doubles("q97.5").Values[4..].ToArray());
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        var series = Simulated.Line(new(8), 30, 12, noise: 4);
        Refused("`Count` is 0, and must be at least 1", () => new MeanOfLast { Count = 0 });
        Refused("`Season` is 1, and must be at least 2", () => new HoltWinters { Season = 1 });
        Refused("`Paths` is 0, and must be at least 1", () => new MeanOfLast { Paths = 0 });
        Refused("level 0.5 is not between 0.5 and 1", () => new MeanOfLast { Levels = [0.5, 0.5] });
        Refused("level 1 is not between 0 and 1", () => new MeanOfLast { Levels = [1] });
        Refused("a forecast of 0 steps tells nothing", () => new MeanOfLast().Predict(series, 0));
        Refused("the forecast has no quantile 0.2", () => new MeanOfLast().Predict(series, 1).Quantile(0.2).ToArray());

        static void Refused(string message, Func<object> act) => Assert.Equal(message, Assert.Throws<BuildException>(act).Message);
    }

    private static void AssertSame(IEnumerable<Forecast> expected, IEnumerable<Forecast> actual)
    {
        Assert.Equal(expected.SelectMany(Bits), actual.SelectMany(Bits));

        static IEnumerable<long> Bits(Forecast forecast) =>
            forecast.Mean.ToArray().Concat(forecast.Levels.SelectMany(level => forecast.Quantile(level).ToArray())).Select(BitConverter.DoubleToInt64Bits);
    }
}
