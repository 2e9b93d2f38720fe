using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>Measures forecasts: all of them, by cut-off, by step, by series, by key, and beside baselines.</summary>
internal sealed class ForecastJudging(ForecastTable table, ulong seed, int? asked)
{
    // Parts have narrower questions: their intervals need fewer draws.
    private const int MostDraws = 1000, MostPartDraws = 200, LeastDraws = 100, MostSlices = 40;
    private const long MostDrawnSeries = 20_000_000;

    private readonly ForecastMeasure[] measures = ForecastMeasure.Of(table.Levels);

    private int Draws(int series) => asked ?? (int)Math.Clamp(MostDrawnSeries / series, LeastDraws, MostDraws);

    public ForecastJudgement Of(IReadOnlyList<(string Name, ForecastTable Table)> others, IReadOnlyList<string> slices)
    {
        var all = Part(table, measures, "all", 0, table.Judged, isWhole: true);
        return new(table, measures, all, seed, Draws(all.Series))
        {
            CutOffs = ByCutOff(table, measures, table.Judged),
            Steps = BySteps(table, measures, table.Judged),
            Series = [.. BySeries().OrderByDescending(series => series.Metrics[0].Value ?? -1).ThenBy(series => series.Name, StringComparer.Ordinal)],
            Baselines = [.. others.Select(other => new ForecastComparing(this, table, measures, seed, Draws).With(other.Name, other.Table))],
            Slices = [.. slices.Select(Slice)],
        };
    }

    public ImmutableArray<MeasuredForecasts> ByCutOff(ForecastTable of, ForecastMeasure[] by, IReadOnlyList<int> rows) =>
        [.. rows.GroupBy(row => of.CutOffs[row]).OrderBy(cutOff => cutOff.Key).Select(cutOff => Part(of, by, FormattableString.Invariant($"{cutOff.Key:yyyy-MM-dd}"), cutOff.Key.DayNumber, [.. cutOff]))];

    public ImmutableArray<MeasuredForecasts> BySteps(ForecastTable of, ForecastMeasure[] by, IReadOnlyList<int> rows) =>
        [.. rows.GroupBy(row => of.Steps[row]).OrderBy(step => step.Key).Select(step => Part(of, by, FormattableString.Invariant($"{step.Key}"), step.Key, [.. step]))];

    private IEnumerable<MeasuredForecasts> BySeries() =>
        table.Judged.GroupBy(row => table.Series[row]).OrderBy(series => series.Key).Select(series => Part(table, measures, table.Names[series.Key], series.Key, [.. series]));

    private MeasuredForecasts Part(ForecastTable of, ForecastMeasure[] by, string name, double place, int[] rows, bool isWhole = false)
    {
        var (sums, count) = Sums(of, by, rows);
        var draws = new SeriesDraws(seed, count, isWhole ? Draws(count) : Math.Min(Draws(count), MostPartDraws));
        return new(name, place, rows.Length, count, [.. by.Select((measure, i) => Measured(measure, sums.Of(i), draws, drawn => sums.Of(i, drawn)))]);
    }

    /// <summary>The sums of each series that has rows among these, and how many these are.</summary>
    public static (SeriesSums Sums, int Count) Sums(ForecastTable of, ForecastMeasure[] by, IReadOnlyList<int> rows)
    {
        var places = rows.Select(row => of.Series[row]).Distinct().Order().Select((series, place) => (series, place)).ToDictionary(pair => pair.series, pair => pair.place);
        return (new(by, of, rows, [.. rows.Select(row => places[of.Series[row]])], places.Count), places.Count);
    }

    public static MeasuredMetric Measured(ForecastMeasure measure, double? value, SeriesDraws draws, Func<int[], double> drawn) => value is null
        ? new(measure.Name, null, $"metric `{measure.Name}` has no value on these rows: there is nothing above 0 to divide by")
        : new(measure.Name, value, null) { Interval = draws.Interval(measure.Name, drawn) is { } interval ? (interval.Low, interval.High) : null };

    private SliceTable Slice(string key)
    {
        var place = Array.IndexOf(table.Keys, key);
        var groups = table.Judged.GroupBy(row => table.Part(place, row)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var slices = groups.Take(MostSlices).Select(group => Slice(group.Key, [.. group])).ToArray();
        return new(key, [.. slices.OrderByDescending(slice => slice.Metrics[0].Value ?? -1).ThenBy(slice => slice.Value, StringComparer.Ordinal)], groups.Length - slices.Length, Mean(table.Judged, row => table.Values[row]!.Value), Mean(table.Judged, row => table.Forecasts[row]));
    }

    private Slice Slice(string? value, int[] rows) =>
        new(value, rows.Length, Mean(rows, row => table.Values[row]!.Value), Mean(rows, row => table.Forecasts[row]), Part(table, measures, value ?? "", 0, rows).Metrics);

    private static double Mean(int[] rows, Func<int, double> value) => Numerics.ExactSum.Of([.. rows.Select(value)]) / rows.Length;
}
