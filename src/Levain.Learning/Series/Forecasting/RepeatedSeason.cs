using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>A series that is expected to repeat its last season.</summary>
internal sealed class RepeatedSeason : IFittedSeries
{
    private readonly double[] season, errors;

    public RepeatedSeason(ReadOnlySpan<double> values, int length)
    {
        season = values[^length..].ToArray();
        errors = new double[values.Length - length];
        for (var i = 0; i < errors.Length; i++) errors[i] = values[i + length] - values[i];
    }

    public void Expect(Span<double> means)
    {
        for (var i = 0; i < means.Length; i++) means[i] = season[i % season.Length];
    }

    public void Imagine(CounterRandom random, Span<double> path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var before = i < season.Length ? season[i] : path[i - season.Length];
            path[i] = before + errors[random.Below((ulong)i, errors.Length)];
        }
    }
}
