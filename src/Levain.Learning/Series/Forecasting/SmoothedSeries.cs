using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>A series that was smoothed to its end.</summary>
internal sealed class SmoothedSeries : IFittedSeries
{
    private readonly Smoothing end;
    private readonly double[] errors;

    private SmoothedSeries(Smoothing end, SmoothingRates rates, double[] errors) => (this.end, Rates, this.errors) = (end, rates, errors);

    public SmoothingRates Rates { get; }

    /// <summary>Smooths with the rates that make the squared errors smallest.</summary>
    public static SmoothedSeries Fit(double[] values, Smoothing start, bool damped)
    {
        var at = start.Copy();
        var best = Simplex.Minimum(Grid(damped), point => SquaredErrors(values, start, at, SmoothingRates.At(point)));
        return With(SmoothingRates.At(best), values, start);
    }

    /// <summary>Smooths with given rates.</summary>
    public static SmoothedSeries With(SmoothingRates rates, ReadOnlySpan<double> values, Smoothing start)
    {
        var at = start.Copy();
        var errors = new List<double>(values.Length);
        foreach (var value in values)
        {
            var expected = at.Expect(rates.Phi);
            // Errors of a multiplicative season are shares of what was expected, where that was above 0.
            if (at.Kind == SeasonKind.Additive) errors.Add(value - expected);
            else if (expected > 0) errors.Add((value - expected) / expected);
            at.Take(value, rates);
        }

        return new(at, rates, errors.Count > 0 ? [.. errors] : [0]);
    }

    public void Expect(Span<double> means) => end.Expect(Rates.Phi, means);

    public void Imagine(CounterRandom random, Span<double> path)
    {
        var at = end.Copy();
        for (var i = 0; i < path.Length; i++)
        {
            double expected = at.Expect(Rates.Phi), error = errors[random.Below((ulong)i, errors.Length)];
            path[i] = expected + (at.Kind == SeasonKind.Additive ? error : error * Math.Max(expected, 0));
            at.Take(path[i], Rates);
        }
    }

    private static double SquaredErrors(double[] values, Smoothing start, Smoothing at, SmoothingRates rates)
    {
        at.Become(start);
        var sum = 0.0;
        foreach (var value in values)
        {
            var error = value - at.Expect(rates.Phi);
            sum += error * error;
            at.Take(value, rates);
        }

        return sum;
    }

    private static IEnumerable<double[]> Grid(bool damped) =>
        from alpha in (double[])[0.05, 0.2, 0.5, 0.8]
        from beta in (double[])[0.01, 0.1, 0.4]
        from gamma in (double[])[0.02, 0.1, 0.4]
        from phi in (double[])(damped ? [0.25, 0.75] : [0])
        select damped ? (double[])[alpha, beta, gamma, phi] : [alpha, beta, gamma];
}
