using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>Measures rows by the metrics of an evaluation.</summary>
/// <param name="asked">None for those that fit the task; these may have no value on some rows, and are told so.</param>
internal sealed class Measuring(JudgedModel model, IReadOnlyList<Metric> asked, ulong seed, int? draws, int threads)
{
    public const double Level = 0.95;

    /// <summary>How many metrics of a slice have an interval: those that a page has room for.</summary>
    public const int SliceIntervals = 4;

    private const int MostDraws = 1000, MostSliceDraws = 200, LeastDraws = 100;
    private const long MostDrawnRows = 20_000_000;

    public int Draws(JudgedSplit split) => draws ?? (int)Math.Clamp(MostDrawnRows / split.Labels.Length, LeastDraws, MostDraws);

    public MeasuredSplit Of(JudgedSplit split, bool hasIntervals)
    {
        var rows = split.All;
        var metrics = Metrics.Select(metric => Of(metric, rows, mayFail: asked.Count == 0));
        if (hasIntervals) metrics = metrics.Select((metric, i) => WithInterval(metric, Metrics[i], rows, Draws(split)));
        return new(split, [.. metrics]);
    }

    /// <summary>A slice may be of one class, or of one row, where many metrics have no value.</summary>
    public IEnumerable<MeasuredMetric> OfSlice(JudgedRows rows) =>
        Metrics.Select(metric => Of(metric, rows, mayFail: true)).Select((metric, i) => i < SliceIntervals ? WithInterval(metric, Metrics[i], rows, SliceDraws(rows.Labels.Length)) : metric);

    private int SliceDraws(int rows) => draws is { } asked ? Math.Min(asked, MostSliceDraws) : (int)Math.Clamp(MostDrawnRows / 4 / rows, LeastDraws, MostSliceDraws);

    /// <summary>The metric of some rows; why it has no value where it may have none.</summary>
    public static MeasuredMetric Of(Metric metric, JudgedRows rows, bool mayFail)
    {
        try
        {
            var value = metric.Of(rows.Predictions, rows.Labels, rows.Weights);
            return double.IsFinite(value) ? new(metric.Name, value, null) { HigherIsBetter = metric.HigherIsBetter }
                : mayFail ? new(metric.Name, null, $"metric `{metric.Name}` has no value on these rows") { HigherIsBetter = metric.HigherIsBetter }
                : throw new BuildException($"metric `{metric.Name}` has no value on the rows that the model is judged by", "take another metric, or rows on which it has one");
        }
        catch (BuildException problem) when (mayFail)
        {
            return new(metric.Name, null, problem.Message) { HigherIsBetter = metric.HigherIsBetter };
        }
    }

    public IReadOnlyList<Metric> Metrics { get; } = Distinct(asked.Count > 0 ? asked : TaskMetrics.Of(model.Task, model.Objective));

    private static IReadOnlyList<Metric> Distinct(IReadOnlyList<Metric> metrics)
    {
        var twice = metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? metrics : throw new BuildException($"two metrics are named `{twice.Key}`", "measure one of them: a name is what a gate holds");
    }

    private MeasuredMetric WithInterval(MeasuredMetric metric, Metric by, JudgedRows rows, int repeats)
    {
        if (metric.Value is null) return metric;
        try
        {
            var interval = Bootstrap.Interval(by, rows.Predictions, rows.Labels, rows.Weights, seed, repeats, Level, threads);
            return double.IsFinite(interval.Lower) && double.IsFinite(interval.Upper) ? metric with { Interval = (interval.Lower, interval.Upper) } : metric;
        }
        catch (BuildException)
        {
            // It has a value, and too few draws of the rows have one: that is told by no interval.
            return metric;
        }
    }
}
