using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>A series that is expected to stay at one value, give or take an error it has had before.</summary>
internal sealed class FlatSeries(double mean, double[] errors) : IFittedSeries
{
    /// <summary>Stays at what is made of the last values; the errors are those of having done so all along.</summary>
    public static FlatSeries OfLast(int count, ReadOnlySpan<double> values, Func<ReadOnlySpan<double>, double> middle)
    {
        var errors = new double[values.Length - count];
        for (var i = 0; i < errors.Length; i++) errors[i] = values[i + count] - middle(values.Slice(i, count));
        return new(middle(values[^count..]), errors);
    }

    public void Expect(Span<double> means) => means.Fill(mean);

    public void Imagine(CounterRandom random, Span<double> path)
    {
        for (var i = 0; i < path.Length; i++) path[i] = mean + errors[random.Below((ulong)i, errors.Length)];
    }
}
