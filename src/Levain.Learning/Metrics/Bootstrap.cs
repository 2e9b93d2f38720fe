using Levain.Learning.Metrics;

namespace Levain.Learning;

/// <summary>How far a metric would move if the rows had been others: it is measured again on rows drawn from them, with replacement and as many.</summary>
/// <remarks>Draws are numbered: the same seed gives the same bits for any number of threads. Rows are taken for independent; where they come in groups or follow one another in time, the truth is wider.</remarks>
public static class Bootstrap
{
    /// <summary>The percentile interval of a metric.</summary>
    /// <param name="level">What share of the draws lies inside.</param>
    public static MetricInterval Interval(Metric metric, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ulong seed, int repeats = 1000, double level = 0.95, int threads = 1)
    {
        Check(repeats, level);
        var resamples = new Resamples(metric, [predictions.ToArray()], labels.ToArray(), weights.ToArray(), seed);
        var values = new MeasuredDraws(metric.Name, resamples.Measure(repeats, threads)[0]);
        return new(resamples.Whole[0], values.Quantile((1.0 - level) / 2.0), values.Quantile((1.0 + level) / 2.0), values.Undefined);
    }

    /// <summary>The metric of a first model less that of a second, both measured on the same draws of the same rows: what is easy or hard for both cancels out.</summary>
    /// <param name="level">What share of the draws lies inside.</param>
    public static MetricDifference Compare(Metric metric, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ulong seed, int repeats = 1000, double level = 0.95, int threads = 1)
    {
        Check(repeats, level);
        if (first.Length != second.Length) throw new BuildException(FormattableString.Invariant($"the models to compare predict the same rows, and there are {first.Length} and {second.Length} predictions"), "predict the same set with both");
        var resamples = new Resamples(metric, [first.ToArray(), second.ToArray()], labels.ToArray(), weights.ToArray(), seed);
        var measured = resamples.Measure(repeats, threads);
        var values = new MeasuredDraws(metric.Name, [.. measured[0].Zip(measured[1], (one, other) => one - other)]);
        return new(resamples.Whole[0] - resamples.Whole[1], values.Quantile((1.0 - level) / 2.0), values.Quantile((1.0 + level) / 2.0), values.ChanceOfNoDifference(), values.Undefined);
    }

    private static void Check(int repeats, double level)
    {
        if (repeats < 1) throw new BuildException($"a bootstrap draws at least once, and {repeats} draws are asked for", "1000 is usual");
        if (!(level is > 0 and < 1)) throw new BuildException(FormattableString.Invariant($"the level of an interval lies between 0 and 1, and {level} does not"), "0.95 is usual");
    }
}
