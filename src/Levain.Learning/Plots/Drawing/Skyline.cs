using System.Globalization;
using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The outline of bins that stand side by side, filled so that what lies behind is seen.</summary>
internal sealed class Skyline(Panel panel)
{
    public void Append(SvgText svg, PlotBins group, int index)
    {
        if (panel.IsEmpty) return;
        PlotBin[] bins = [.. group.Bins.Where(bin => panel.Takes(bin.Lower, bin.Count) && panel.Takes(bin.Upper, bin.Count))];
        if (bins.Length == 0) return;
        foreach (var style in (string[])["band", "line"])
        {
            svg.Add($"<path class=\"{style} {PlotStyle.Of(index)}\" d=\"");
            Outline(svg, bins);
            svg.Add($"\"><title>{group.Name}: {bins.Length.ToString(CultureInfo.InvariantCulture)} bins</title></path>\n");
        }
    }

    // Down to the ground wherever bins do not touch.
    private void Outline(SvgText svg, PlotBin[] bins)
    {
        for (var i = 0; i < bins.Length; i++)
        {
            if (i == 0 || bins[i - 1].Upper != bins[i].Lower) svg.Add($"M{panel.X(bins[i].Lower)} {panel.Height}");
            svg.Add($"V{panel.Y(bins[i].Count)}H{panel.X(bins[i].Upper)}");
            if (i == bins.Length - 1 || bins[i + 1].Lower != bins[i].Upper) svg.Add($"V{panel.Height}");
        }
    }
}
