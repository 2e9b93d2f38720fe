using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

/// <summary>Series whose making is known.</summary>
internal static class Simulated
{
    /// <summary>A line with a season of two waves, as an amount or as a factor of the line, and noise.</summary>
    public static TimeSeries Line(CounterRandom random, int count, int season, double noise, SeasonKind kind = SeasonKind.Additive, string key = "a")
    {
        var draws = random.Fork(1);
        double level = 80 + 60 * random.Uniform(0), trend = 0.6 * (random.Uniform(1) - 0.2), wave = 0.1 + 0.2 * random.Uniform(2), second = 0.1 * random.Uniform(3), turn = 6 * random.Uniform(4);
        return new([key], new(2015, 1, 4), TimeStep.Weeks(), [.. Enumerable.Range(0, count).Select(t =>
        {
            double line = level + trend * t, angle = 2 * 3.141592653589793 * t / season, of = wave * Elementary.Sin(angle + turn) + second * Elementary.Cos(2 * angle);
            return (kind == SeasonKind.Additive ? line + level * of : line * (1 + of)) + noise * draws.Normal((ulong)t);
        })]);
    }

    /// <summary>What the additive model of Holt and Winters with these rates makes of noise of deviation 1.</summary>
    public static TimeSeries Smoothed(CounterRandom random, int count, int season, double alpha, double beta, double gamma)
    {
        double level = 100, trend = 0.2;
        double[] of = [.. Enumerable.Range(0, season).Select(step => 20 * Elementary.Sin(2 * 3.141592653589793 * step / season))];
        var values = new double[count];
        for (var t = 0; t < count; t++)
        {
            var error = random.Normal((ulong)t);
            values[t] = level + trend + of[t % season] + error;
            level += trend + alpha * error;
            trend += alpha * beta * error;
            of[t % season] += gamma * error;
        }

        return new(["smoothed"], new(1980, 1, 1), TimeStep.Months(), values);
    }

    /// <summary>Weeks with a trend that bends about twice, a season of two waves and noise.</summary>
    public static TimeSeries Bending(CounterRandom random, int count, SeasonKind kind)
    {
        CounterRandom draws = random.Fork(1), bends = random.Fork(2);
        double line = 80 + 60 * random.Uniform(0), slope = 0.4 * (random.Uniform(1) - 0.3), wave = 0.1 + 0.2 * random.Uniform(2), second = 0.1 * random.Uniform(3), turn = 6 * random.Uniform(4), level = line;
        var values = new double[count];
        for (var t = 0; t < count; t++)
        {
            if (bends.Uniform((ulong)t) < 2.0 / count) slope += 0.3 * bends.Normal((ulong)(t + count));
            line += slope;
            double angle = 2 * 3.141592653589793 * 7 * t / Seasonality.Year, of = wave * Elementary.Sin(angle + turn) + second * Elementary.Cos(2 * angle);
            values[t] = (kind == SeasonKind.Additive ? line + level * of : line * (1 + of)) + 5 * draws.Normal((ulong)t);
        }

        return new(["bending"], new(2015, 1, 4), TimeStep.Weeks(), values);
    }

    public static double AbsoluteError(Forecast forecast, TimeSeries truth)
    {
        var sum = 0.0;
        for (var i = 0; i < forecast.Count; i++) sum += Math.Abs(forecast.Mean[i] - truth.Values[^(forecast.Count - i)]);
        return sum;
    }
}
