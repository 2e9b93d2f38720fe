using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Lines over one another: a training history, a forecast with its interval, a curve of a classifier.</summary>
public sealed record LinePlot : Plot
{
    /// <summary>What lies from left to right.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>What lies from below to above.</summary>
    public required PlotAxis Y { get; init; }

    public required IReadOnlyList<PlotLine> Lines { get; init; }

    /// <summary>Lines that no data made, such as the diagonal of chance: thin and grey, and of no weight for the axes.</summary>
    public IReadOnlyList<PlotLine> References { get; init; } = [];

    /// <summary>Pixels of the part between the axes.</summary>
    public int PanelHeight { get; init => field = Within(value, 60, 4000, "tall"); } = 280;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        var below = PlotKey.Append(svg, Keys(), top, Width);
        var panel = new Panel(Scale(X, line => line.Points.Select(point => point.X).Concat(line.Band?.Ranges.Select(range => range.X) ?? [])),
            Scale(Y, line => line.Points.Select(point => point.Y).Concat(line.Band?.Ranges.SelectMany(range => new[] { range.Low, range.High }) ?? [])), below, Width, PanelHeight);
        panel.Open(svg);
        for (var i = 0; i < Lines.Count; i++)
            if (Lines[i].Band is { } band) new Area(panel).Append(svg, band, i);
        foreach (var line in References) panel.Reference(svg, line);
        for (var i = 0; i < Lines.Count; i++) new Trace(panel).Append(svg, Lines[i], i);
        Panel.Close(svg);
        var hidden = Lines.Sum(line => line.Points.LongCount(point => !panel.Takes(point.X, point.Y)) + (line.Band?.Ranges.LongCount(range => !Area.IsDrawn(panel, range)) ?? 0));
        return Footnote.Append(svg, panel.Bottom, Footnote.Hidden(hidden), Told.Lines(X, Y, Lines, panel));
    }

    private PlotScale Scale(PlotAxis axis, Func<PlotLine, IEnumerable<double>> numbers)
    {
        var extent = new Extent(axis.Kind == PlotAxisKind.Logarithmic);
        foreach (var number in Lines.SelectMany(numbers)) extent.Add(number);
        return new(axis, extent);
    }

    private List<PlotKey> Keys()
    {
        var keys = new List<PlotKey>();
        for (var i = 0; i < Lines.Count; i++)
        {
            keys.Add(new(!Lines[i].IsJoined ? PlotKeyKind.Points : Trace.IsMarked(Lines[i]) ? PlotKeyKind.MarkedLine : PlotKeyKind.Line, i, Lines[i].Name));
            if (Lines[i].Band is { } band) keys.Add(new(PlotKeyKind.Band, i, band.Name));
        }

        keys.AddRange(References.Select(line => new PlotKey(PlotKeyKind.Reference, 0, line.Name)));
        return keys;
    }
}
