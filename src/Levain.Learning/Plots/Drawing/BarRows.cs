using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The bars of a grouped plot, name by name.</summary>
internal sealed class BarRows
{
    private const double Thick = 12;

    private readonly GroupedBarPlot plot;

    public BarRows(GroupedBarPlot plot, IReadOnlyList<string> shown)
    {
        this.plot = plot;
        Row = plot.IsStacked ? 26 : plot.Series.Count * Thick + 12;
        var extent = new Extent(isLogarithmic: false);
        for (var i = 0; i < shown.Count; i++)
            foreach (var number in plot.IsStacked ? Stacked(i).SelectMany(part => new[] { part.From, part.To }) : Apart(i)) extent.Add(number);
        if (!extent.IsEmpty) extent.Add(0);
        // A bar begins at zero, whatever kind its axis has.
        Scale = new(plot.Value.Kind == PlotAxisKind.Logarithmic ? plot.Value with { Kind = PlotAxisKind.Number } : plot.Value, extent);
    }

    public PlotScale Scale { get; }

    /// <summary>Pixels from one name to the next.</summary>
    public double Row { get; }

    public void Append(SvgText svg, BarFrame frame, int group, double middle)
    {
        if (plot.IsStacked) Stack(svg, frame, group, middle);
        else
            for (var i = 0; i < plot.Series.Count; i++) Bar(svg, frame, plot.Series[i], i, group, middle + (i - plot.Series.Count / 2.0) * Thick);
    }

    private IEnumerable<double> Apart(int group) => plot.Series.SelectMany(series =>
        series.Intervals.Count > 0 && series.Intervals[group] is { } interval ? new[] { series.Values[group], interval.Low, interval.High } : [series.Values[group]]);

    // What is below zero goes to the left, on its own.
    private IEnumerable<(int Series, double From, double To)> Stacked(int group)
    {
        var (left, right) = (0.0, 0.0);
        for (var i = 0; i < plot.Series.Count; i++)
        {
            var value = plot.Series[i].Values[group];
            if (!(Math.Abs(value) <= Extent.Most / 100)) continue;
            if (value < 0) yield return (i, left, left += value);
            else yield return (i, right, right += value);
        }
    }

    private void Stack(SvgText svg, BarFrame frame, int group, double middle)
    {
        var (end, sum, any) = (frame.X(0), 0.0, false);
        foreach (var (series, from, to) in Stacked(group))
        {
            var (left, right) = (Math.Min(frame.X(from), frame.X(to)), Math.Max(frame.X(from), frame.X(to)));
            // A line of the page between parts: neighbours of two colours alike are still two.
            if (right > left) svg.Add($"<rect class=\"bar {PlotStyle.Of(series)}\" x=\"{left}\" y=\"{middle - 8}\" width=\"{Math.Max(0.5, right - left - (right - left > 3 ? 1 : 0))}\" height=\"16\"/>");
            (end, sum, any) = (Math.Max(end, right), sum + (to - from), true);
        }

        svg.Label("sum", end + 6, middle + 4, any ? PlotNumber.Of(sum) : "–");
    }

    private static void Bar(SvgText svg, BarFrame frame, PlotBars series, int index, int group, double top)
    {
        var value = series.Values[group];
        var (zero, end) = (frame.X(0), frame.Takes(value) ? frame.X(value) : frame.X(0));
        var reach = Math.Max(zero, end);
        // What is not zero can be seen.
        if (frame.Takes(value) && value != 0) svg.Add($"<rect class=\"bar {PlotStyle.Of(index)}\" x=\"{Math.Min(zero, end)}\" y=\"{top + 1}\" width=\"{Math.Max(1, Math.Abs(end - zero))}\" height=\"{Thick - 2}\"/>");
        if (series.Intervals.Count > 0 && series.Intervals[group] is { } interval && frame.Takes(interval.Low) && frame.Takes(interval.High))
        {
            var (low, high) = (frame.X(interval.Low), frame.X(interval.High));
            svg.Add($"<path class=\"whisker\" d=\"M{low} {top + Thick / 2}H{high}M{low} {top + Thick / 2 - 3}v6M{high} {top + Thick / 2 - 3}v6\"/>");
            reach = Math.Max(reach, high);
        }

        svg.Label("sum", reach + 6, top + Thick - 2, frame.Takes(value) ? PlotNumber.Of(value) : "–");
    }
}
