using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Bars from left to right in the order in which they are given, such as the importance of features: each with its name and its number.</summary>
public sealed record BarPlot : Plot
{
    private const double Row = 24, Thick = 15;

    /// <summary>What the length of a bar means.</summary>
    public required PlotAxis Value { get; init; }

    public required IReadOnlyList<PlotBar> Bars { get; init; }

    /// <summary>How many bars are drawn at most; a note says how many are not.</summary>
    public int Most { get; init => field = value is >= 1 and <= 500 ? value : throw new BuildException($"a plot cannot have {value} bars", "1 to 500 can be read"); } = 30;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        PlotBar[] bars = [.. Bars.Take(Most)];
        var extent = new Extent(isLogarithmic: false);
        extent.Add(bars.Length > 0 ? 0 : double.NaN);
        foreach (var number in bars.SelectMany(bar => new[] { bar.Value, bar.Interval?.Low ?? 0, bar.Interval?.High ?? 0 })) extent.Add(number);
        // A bar begins at zero, whatever kind its axis has.
        var scale = new PlotScale(Value with { Kind = Value.Kind == PlotAxisKind.Logarithmic ? PlotAxisKind.Number : Value.Kind }, extent);
        var names = bars.Select(bar => TextWidth.Of(bar.Name)).DefaultIfEmpty(0).Max();
        var left = Margin + Math.Min(names, Width * 0.38) + 10;
        var frame = new BarFrame(scale, left, top + 26, Width - Margin - 70, Math.Max(2, bars.Length) * Row);
        frame.Append(svg);
        for (var i = 0; i < bars.Length; i++) Append(svg, bars[i], frame, frame.Top + (i + 0.5) * Row);
        frame.Zero(svg);
        return Footnote.Append(svg, frame.Bottom, Bars.Count > Most ? $"{PlotNumber.Counted(Bars.Count - Most, "more bar")} not shown" : null, Told(bars));
    }

    private static void Append(SvgText svg, PlotBar bar, BarFrame frame, double middle)
    {
        var letters = (int)((frame.Left - 10 - Margin) / TextWidth.OfSmall + 0.001);
        svg.Add($"<g><title>{bar.Name}: {Number(bar)}</title>").Label("end", frame.Left - 10, middle + 4, TextWidth.Cut(bar.Name, letters));
        var (zero, end) = (frame.X(0), frame.Takes(bar.Value) ? frame.X(bar.Value) : frame.X(0));
        var reach = Math.Max(zero, end);
        // What is not zero can be seen.
        if (frame.Takes(bar.Value) && bar.Value != 0) svg.Add($"<rect class=\"bar {PlotStyle.Of(bar.Value < 0 ? 1 : 0)}\" x=\"{Math.Min(zero, end)}\" y=\"{middle - Thick / 2}\" width=\"{Math.Max(1, Math.Abs(end - zero))}\" height=\"{Thick}\"/>");
        if (bar.Interval is { } interval && frame.Takes(interval.Low) && frame.Takes(interval.High))
        {
            var (low, high) = (frame.X(interval.Low), frame.X(interval.High));
            svg.Add($"<path class=\"whisker\" d=\"M{low} {middle}H{high}M{low} {middle - 4}v8M{high} {middle - 4}v8\"/>");
            reach = Math.Max(reach, high);
        }

        svg.Label("sum", reach + 6, middle + 4, frame.Takes(bar.Value) ? PlotNumber.Of(bar.Value) : "–").Markup("</g>\n");
    }

    private static string Number(PlotBar bar) => bar.Interval is { } interval
        ? $"{PlotNumber.Of(bar.Value)}, between {PlotNumber.Of(interval.Low)} and {PlotNumber.Of(interval.High)}"
        : PlotNumber.Of(bar.Value);

    private string Told(PlotBar[] bars) =>
        $"{PlotNumber.Counted(Bars.Count, "bar")}{(Value.Label.Length > 0 ? " of " + Value.Label : "")}.{string.Concat(bars.Take(12).Select(bar => $" {bar.Name}: {Number(bar)}."))}{(Bars.Count > 12 ? $" And {PlotNumber.Counted(Bars.Count - 12, "more bar")}." : "")}";
}
