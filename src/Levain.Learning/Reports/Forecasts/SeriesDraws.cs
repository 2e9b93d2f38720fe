using Levain.Learning.Metrics;
using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>Series drawn from those there are, with replacement and as many: the same draws for all that is measured on them.</summary>
internal sealed class SeriesDraws
{
    private readonly int[][] drawn;

    public SeriesDraws(ulong seed, int count, int draws)
    {
        var random = new CounterRandom(seed);
        // One series drawn from one is always that.
        drawn = count < 2 ? [] : [.. Enumerable.Range(0, draws).Select(draw => Draw(random.Fork((ulong)draw), count))];
    }

    /// <summary>Between what lies 95 % of the draws, and what they are; null where too few have a value.</summary>
    public (double Low, double High, MeasuredDraws Draws)? Interval(string name, Func<int[], double> measure)
    {
        if (drawn.Length == 0) return null;
        var values = Array.ConvertAll(drawn, draw => measure(draw));
        if (values.Count(double.IsNaN) * 2 > values.Length) return null;
        var draws = new MeasuredDraws(name, values);
        return (draws.Quantile((1 - Measuring.Level) / 2), draws.Quantile((1 + Measuring.Level) / 2), draws);
    }

    private static int[] Draw(CounterRandom random, int count)
    {
        var drawn = new int[count];
        for (var i = 0; i < count; i++) drawn[i] = random.Below((ulong)i, count);
        return drawn;
    }
}
