using System.Globalization;
using System.Text;
using Levain.Drawing;

namespace Levain.Learning;

/// <summary>How the numbers of several groups are spread, over one another: predictions of either class, a feature in training and since.</summary>
public sealed record DistributionPlot : Plot
{
    /// <summary>What is counted.</summary>
    public required PlotAxis X { get; init; }

    public required IReadOnlyList<PlotBins> Groups { get; init; }

    /// <summary>Whether heights are shares of their group, so that a small group can be held against a large one; otherwise they are counts.</summary>
    public bool AsShares { get; init; } = true;

    /// <summary>What the height means when it is a count.</summary>
    public string CountLabel { get; init; } = "rows";

    /// <summary>Values that lie in no bin; a note names them.</summary>
    public long LeftOut { get; init; }

    /// <summary>Pixels of the part between the axes.</summary>
    public int PanelHeight { get; init => field = Within(value, 60, 4000, "tall"); } = 240;

    /// <summary>Counts the values of each group in bins that all of them share, with round bounds and about as many as <paramref name="bins"/>.</summary>
    public static DistributionPlot Of(string title, string label, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> groups, int bins = 30)
    {
        double[] all = [.. groups.SelectMany(group => group.Values)];
        var shared = Binning.Of(all, bins);
        return new()
        {
            Title = title,
            X = new(label),
            Groups = [.. groups.Select(group => new PlotBins(group.Name, Binning.Into(shared, group.Values)))],
            LeftOut = all.Length - (long)shared.Sum(bin => bin.Count),
        };
    }

    private protected override Drawn Draw(SvgText svg, double top)
    {
        var below = PlotKey.Append(svg, [.. Groups.Select((group, i) => new PlotKey(PlotKeyKind.Line, i, group.Name))], top, Width);
        PlotBins[] shown = [.. Groups.Select(Shown)];
        var (across, up) = (new Extent(X.Kind == PlotAxisKind.Logarithmic), new Extent(isLogarithmic: false));
        foreach (var bin in shown.SelectMany(group => group.Bins))
        {
            across.Add(bin.Lower);
            across.Add(bin.Upper);
            up.Add(bin.Count);
        }

        var panel = new Panel(new(X, across), new(new(AsShares ? "share of the group" : CountLabel) { From = 0 }, up), below, Width, PanelHeight);
        panel.Open(svg);
        for (var i = 0; i < shown.Length; i++) new Skyline(panel).Append(svg, shown[i], i);
        Panel.Close(svg);
        return Footnote.Append(svg, panel.Bottom, LeftOut > 0 ? $"{PlotNumber.Counted(LeftOut, "value")} that cannot be drawn left out" : null, Told(shown));
    }

    // The bins that can be drawn, from left to right and as high as they are drawn.
    private PlotBins Shown(PlotBins group)
    {
        PlotBin[] bins = [.. group.Bins.Where(bin => bin.Lower < bin.Upper && bin.Count is >= 0 and <= 1e290).OrderBy(bin => bin.Lower)];
        if (!AsShares) return group with { Bins = bins };
        var most = bins.Select(bin => bin.Count).DefaultIfEmpty(0).Max();
        // Divided first: the sum of very large counts may be beyond the numbers.
        var all = bins.Sum(bin => most > 0 ? bin.Count / most : 0);
        return group with { Bins = [.. bins.Select(bin => bin with { Count = all > 0 ? bin.Count / most / all : 0 })] };
    }

    private string Told(PlotBins[] shown)
    {
        var told = new StringBuilder($"{PlotNumber.Counted(shown.Length, "group")} of {Drawing.Told.Name(X)}.");
        foreach (var group in shown.Take(8))
        {
            PlotBin[] bins = [.. group.Bins.Where(bin => bin.Count > 0)];
            told.Append(' ').Append(group.Name).Append(": ");
            if (bins.Length == 0) told.Append("nothing.");
            else told.Append(CultureInfo.InvariantCulture, $"from {PlotNumber.Of(bins[0].Lower)} to {PlotNumber.Of(bins[^1].Upper)}, most of all from {PlotNumber.Of(bins.MaxBy(bin => bin.Count).Lower)} to {PlotNumber.Of(bins.MaxBy(bin => bin.Count).Upper)}.");
        }

        return shown.Length > 8 ? told.Append(CultureInfo.InvariantCulture, $" And {shown.Length - 8} more.").ToString() : told.ToString();
    }
}
