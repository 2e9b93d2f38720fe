using Levain.Learning;

namespace Levain.Drawing;

/// <summary>A band on a panel: runs of ranges between gaps, one range for each column of pixels.</summary>
internal sealed class Area(Panel panel)
{
    public void Append(SvgText svg, PlotBand band, int index)
    {
        if (panel.IsEmpty) return;
        svg.Add($"<path class=\"band {PlotStyle.Of(index)}\" d=\"");
        var run = new List<(double X, double Low, double High)>();
        foreach (var range in band.Ranges)
        {
            if (IsDrawn(panel, range)) Add(run, panel.X(range.X), panel.Y(range.Low), panel.Y(range.High));
            else Flush(svg, run);
        }

        Flush(svg, run);
        svg.Add($"\"><title>{band.Name}</title></path>\n");
    }

    public static bool IsDrawn(Panel panel, PlotRange range) => panel.Takes(range.X, range.Low) && panel.Takes(range.X, range.High);

    // Downwards is upwards in pixels: the lower bound has the greater number.
    private static void Add(List<(double X, double Low, double High)> run, double x, double low, double high)
    {
        if (run.Count > 1 && Math.Floor(run[^1].X) == Math.Floor(x)) run[^1] = (run[^1].X, Math.Max(run[^1].Low, low), Math.Min(run[^1].High, high));
        else run.Add((x, low, high));
    }

    private static void Flush(SvgText svg, List<(double X, double Low, double High)> run)
    {
        // A range alone is as wide as a mark.
        List<(double X, double Low, double High)> shown = run.Count == 1 ? [(run[0].X - 3, run[0].Low, run[0].High), (run[0].X + 3, run[0].Low, run[0].High)] : run;
        for (var i = 0; i < shown.Count; i++) svg.Add($"{(i == 0 ? "M" : "L")}{shown[i].X} {shown[i].High}");
        for (var i = shown.Count - 1; i >= 0; i--) svg.Add($"L{shown[i].X} {shown[i].Low}");
        if (shown.Count > 0) svg.Markup("z");
        run.Clear();
    }
}
