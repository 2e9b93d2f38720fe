using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Points on a plane: predictions against what came, residuals against predictions. Very many become a cloud whose marks stand for several.</summary>
public sealed record ScatterPlot : Plot
{
    /// <summary>What lies from left to right.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>What lies from below to above.</summary>
    public required PlotAxis Y { get; init; }

    public required IReadOnlyList<PlotPoints> Groups { get; init; }

    /// <summary>Lines that no data made, such as where prediction and truth are equal: thin and grey, and of no weight for the axes.</summary>
    public IReadOnlyList<PlotLine> References { get; init; } = [];

    /// <summary>Lines over the points, such as those of <see cref="PlotTrend"/>; of no weight for the axes.</summary>
    public IReadOnlyList<PlotLine> Trends { get; init; } = [];

    /// <summary>Pixels of the part between the axes.</summary>
    public int PanelHeight { get; init => field = Within(value, 60, 4000, "tall"); } = 320;

    private protected override string Style => Trends.Count > 0 ? PlotStyle.Text + PlotStyle.Halo : PlotStyle.Text;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        var keys = Groups.Select((group, i) => new PlotKey(PlotKeyKind.Points, i, group.Name))
            .Concat(Trends.Select((line, i) => new PlotKey(Trace.IsMarked(line) ? PlotKeyKind.MarkedLine : PlotKeyKind.Line, Groups.Count + i, line.Name)))
            .Concat(References.Select(line => new PlotKey(PlotKeyKind.Reference, 0, line.Name)));
        var below = PlotKey.Append(svg, [.. keys], top, Width);
        var panel = new Panel(Scale(X, point => point.X), Scale(Y, point => point.Y), below, Width, PanelHeight);
        panel.Open(svg);
        foreach (var line in References) panel.Reference(svg, line);
        long most = 1;
        for (var i = 0; i < Groups.Count; i++) most = Math.Max(most, new Cloud(panel, Groups[i].Points).Append(svg, Groups[i].Name, i));
        for (var i = 0; i < Trends.Count; i++) Trend(svg, panel, i);
        Panel.Close(svg);
        var hidden = Footnote.Hidden(Groups.Sum(group => group.Points.LongCount(point => !panel.Takes(point.X, point.Y))));
        var note = most == 1 ? hidden : $"a mark stands for up to {PlotNumber.Counted(most, "point")}{(hidden is null ? "" : "; " + hidden)}";
        return Footnote.Append(svg, panel.Bottom, note, Told.Points(X, Y, Groups, panel));
    }

    // A line of the page below it, so that it stands out from the points.
    private void Trend(SvgText svg, Panel panel, int index)
    {
        var trace = new Trace(panel);
        svg.Markup("<path class=\"halo\" d=\"");
        foreach (var run in panel.IsEmpty ? [] : trace.Runs(Trends[index]))
            for (var i = 0; i < run.Count; i++) svg.Add($"{(i == 0 ? "M" : "L")}{run[i].X} {run[i].Y}");
        svg.Markup("\"/>\n");
        trace.Append(svg, Trends[index], Groups.Count + index);
    }

    private PlotScale Scale(PlotAxis axis, Func<PlotPoint, double> number)
    {
        var extent = new Extent(axis.Kind == PlotAxisKind.Logarithmic);
        foreach (var point in Groups.SelectMany(group => group.Points)) extent.Add(number(point));
        return new(axis, extent);
    }
}
