using Levain.Drawing;

namespace Levain.Learning;

/// <summary>How numbers are spread: a bar for each bin, as high as what lies in it.</summary>
public sealed record HistogramPlot : Plot
{
    /// <summary>What is counted.</summary>
    public required PlotAxis X { get; init; }

    public required IReadOnlyList<PlotBin> Bins { get; init; }

    /// <summary>What the height of a bar means.</summary>
    public string CountLabel { get; init; } = "rows";

    /// <summary>Values that lie in no bin; a note names them.</summary>
    public long LeftOut { get; init; }

    /// <summary>Pixels of the part between the axes.</summary>
    public int PanelHeight { get; init => field = Within(value, 60, 4000, "tall"); } = 220;

    /// <summary>Counts values in bins with round bounds, about as many as <paramref name="bins"/>; a bin holds its lower bound.</summary>
    public static HistogramPlot Of(string title, string label, IReadOnlyList<double> values, int bins = 30)
    {
        var counted = Binning.Of(values, bins);
        return new() { Title = title, X = new(label), Bins = counted, LeftOut = values.Count - (long)counted.Sum(bin => bin.Count) };
    }

    private protected override Drawn Draw(SvgText svg, double top)
    {
        PlotBin[] bins = [.. Bins.Where(bin => bin.Lower < bin.Upper && bin.Count >= 0)];
        var (across, up) = (new Extent(X.Kind == PlotAxisKind.Logarithmic), new Extent(isLogarithmic: false));
        foreach (var bin in bins)
        {
            across.Add(bin.Lower);
            across.Add(bin.Upper);
            up.Add(bin.Count);
        }

        var panel = new Panel(new PlotScale(X, across), new PlotScale(new(CountLabel) { From = 0, Kind = bins.All(bin => bin.Count == Math.Floor(bin.Count)) ? PlotAxisKind.Whole : PlotAxisKind.Number }, up), top, Width, PanelHeight);
        panel.Open(svg);
        foreach (var bin in bins)
            if (panel.Takes(bin.Lower, bin.Count) && panel.Takes(bin.Upper, bin.Count) && !panel.IsEmpty) Append(svg, bin, panel);
        Panel.Close(svg);
        return Footnote.Append(svg, panel.Bottom, LeftOut > 0 ? $"{PlotNumber.Counted(LeftOut, "value")} that cannot be drawn left out" : null, Told(bins));
    }

    private static void Append(SvgText svg, PlotBin bin, Panel panel)
    {
        if (bin.Count == 0) return;
        var (left, right, high) = (panel.X(bin.Lower), panel.X(bin.Upper), Math.Min(panel.Y(bin.Count), panel.Height - 1));
        var gap = right - left > 3 ? 1 : 0;
        svg.Add($"<rect class=\"bar c0\" x=\"{left + gap / 2.0}\" y=\"{high}\" width=\"{Math.Max(0.5, right - left - gap)}\" height=\"{panel.Height - high}\"><title>{PlotNumber.Of(bin.Lower)} to {PlotNumber.Of(bin.Upper)}: {PlotNumber.Of(bin.Count)}</title></rect>\n");
    }

    private string Told(PlotBin[] bins)
    {
        var told = $"{PlotNumber.Counted(bins.Length, "bin")}{(X.Label.Length > 0 ? " of " + X.Label : "")}";
        if (bins.Length == 0) return told + ".";
        var fullest = bins.MaxBy(bin => bin.Count);
        return $"{told} from {PlotNumber.Of(bins.Min(bin => bin.Lower))} to {PlotNumber.Of(bins.Max(bin => bin.Upper))}; the fullest, {PlotNumber.Of(fullest.Lower)} to {PlotNumber.Of(fullest.Upper)}, has {PlotNumber.Of(fullest.Count)} {CountLabel}.";
    }
}
