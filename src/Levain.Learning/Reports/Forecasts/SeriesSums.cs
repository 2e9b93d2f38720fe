using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>What the rows of each series add up to, measure by measure; draws of series are sums of these.</summary>
internal sealed class SeriesSums
{
    private readonly ForecastMeasure[] measures;
    private readonly double[][] errors, parts;

    /// <param name="series">Of each of the rows, its place among those that are drawn.</param>
    public SeriesSums(ForecastMeasure[] measures, ForecastTable table, IReadOnlyList<int> rows, int[] series, int count)
    {
        this.measures = measures;
        (Count, errors, parts) = (count, new double[measures.Length][], new double[measures.Length][]);
        for (var i = 0; i < measures.Length; i++)
        {
            var sums = Enumerable.Range(0, count).Select(_ => (Error: new ExactSum(), Part: new ExactSum())).ToArray();
            for (var at = 0; at < rows.Count; at++)
            {
                var (error, part) = measures[i].OfRow(table, rows[at]);
                sums[series[at]].Error.Add(error);
                sums[series[at]].Part.Add(part);
            }

            errors[i] = [.. sums.Select(sum => sum.Error.Value)];
            parts[i] = [.. sums.Select(sum => sum.Part.Value)];
        }
    }

    public int Count { get; }

    /// <summary>The measure of all series; null where it has no value.</summary>
    public double? Of(int measure) => measures[measure].Of(ExactSum.Of(errors[measure]), ExactSum.Of(parts[measure]));

    public double? OfOne(int measure, int series) => measures[measure].Of(errors[measure][series], parts[measure][series]);

    /// <summary>The measure of series that were drawn, some of them more than once; not a number where it has none.</summary>
    public double Of(int measure, int[] drawn)
    {
        var (error, part) = (0.0, 0.0);
        foreach (var series in drawn) (error, part) = (error + errors[measure][series], part + parts[measure][series]);
        return measures[measure].Of(error, part) ?? double.NaN;
    }
}
