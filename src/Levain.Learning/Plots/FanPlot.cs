using Levain.Drawing;

namespace Levain.Learning;

/// <summary>A series, what was forecast of it, and how sure the forecast was of itself: bands in one another.</summary>
public sealed record FanPlot : Plot
{
    /// <summary>What lies from left to right, such as dates.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>What lies from below to above.</summary>
    public required PlotAxis Y { get; init; }

    /// <summary>What came, before the forecast and, when it is known, after it began.</summary>
    public required PlotLine Actual { get; init; }

    /// <summary>What was said to come.</summary>
    public required PlotLine Forecast { get; init; }

    /// <summary>The intervals of the forecast, the widest first: those within it make it fuller.</summary>
    public IReadOnlyList<PlotBand> Bands { get; init; } = [];

    /// <summary>Until where the forecast knew the series: an upright line; null for none.</summary>
    public double? Cutoff { get; init; }

    /// <summary>Pixels of the part between the axes.</summary>
    public int PanelHeight { get; init => field = Within(value, 60, 4000, "tall"); } = 280;

    private PlotLine[] Lines => [Actual, Forecast];

    private protected override Drawn Draw(SvgText svg, double top)
    {
        var below = PlotKey.Append(svg, Keys(), top, Width);
        var ranges = Bands.SelectMany(band => band.Ranges).ToArray();
        var points = Lines.SelectMany(line => line.Points).ToArray();
        var panel = new Panel(
            Scale(X, [.. points.Select(point => point.X), .. ranges.Select(range => range.X), .. Cutoff is { } cutoff ? [cutoff] : Array.Empty<double>()]),
            Scale(Y, [.. points.Select(point => point.Y), .. ranges.SelectMany(range => new[] { range.Low, range.High })]), below, Width, PanelHeight);
        panel.Open(svg);
        foreach (var band in Bands) new Area(panel).Append(svg, band, 1);
        if (Cutoff is { } until) panel.Upright(svg, until);
        for (var i = 0; i < Lines.Length; i++) new Trace(panel).Append(svg, Lines[i], i);
        Panel.Close(svg);
        var hidden = points.LongCount(point => !panel.Takes(point.X, point.Y)) + ranges.LongCount(range => !Area.IsDrawn(panel, range));
        return Footnote.Append(svg, panel.Bottom, Footnote.Hidden(hidden), Told.Lines(X, Y, Lines, panel) + string.Concat(Bands.Select(Covered)));
    }

    private static PlotScale Scale(PlotAxis axis, double[] numbers)
    {
        var extent = new Extent(axis.Kind == PlotAxisKind.Logarithmic);
        foreach (var number in numbers) extent.Add(number);
        return new(axis, extent);
    }

    private List<PlotKey> Keys() =>
    [
        new(Trace.IsMarked(Actual) ? PlotKeyKind.MarkedLine : PlotKeyKind.Line, 0, Actual.Name),
        new(Trace.IsMarked(Forecast) ? PlotKeyKind.MarkedLine : PlotKeyKind.Line, 1, Forecast.Name),
        .. Bands.Select((band, i) => new PlotKey(PlotKeyKind.Band, 1, band.Name) { Layers = Math.Min(i + 1, 5) }),
    ];

    private string Covered(PlotBand band)
    {
        var ranges = band.Ranges.GroupBy(range => range.X).ToDictionary(group => group.Key, group => group.First());
        PlotPoint[] came = [.. Actual.Points.Where(point => double.IsFinite(point.Y) && ranges.ContainsKey(point.X))];
        if (came.Length == 0) return $" With {band.Name}.";
        var within = came.Count(point => point.Y >= ranges[point.X].Low && point.Y <= ranges[point.X].High);
        return $" {within} of {PlotNumber.Counted(came.Length, "value")} that came lie in {band.Name}.";
    }
}
