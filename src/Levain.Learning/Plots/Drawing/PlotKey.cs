using Levain.Learning;

namespace Levain.Drawing;

/// <summary>How an entry of a legend is drawn.</summary>
internal enum PlotKeyKind
{
    Line,
    MarkedLine,
    Band,
    Points,
    Reference,
    Bar,
}

/// <summary>One entry of a legend.</summary>
internal sealed record PlotKey(PlotKeyKind Kind, int Index, string Name)
{
    private const double Sample = 30, Gap = 20, Row = 19;
    private const int LongestName = 44;

    /// <summary>How many bands lie on each other there: the more, the fuller.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Writes entries side by side, in as many rows as they need, and says where they end.</summary>
    public static double Append(SvgText svg, IReadOnlyList<PlotKey> keys, double top, double width)
    {
        if (keys.Count == 0) return top;
        var (x, y) = (Plot.Margin, top + 12);
        foreach (var key in keys)
        {
            var name = TextWidth.Cut(key.Name, LongestName);
            var wide = Sample + TextWidth.Of(name);
            if (x > Plot.Margin && x + wide > width - Plot.Margin) (x, y) = (Plot.Margin, y + Row);
            key.Append(svg, x, y - 4);
            svg.Label("key", x + Sample, y, name);
            x += wide + Gap;
        }

        return y + 6;
    }

    private void Append(SvgText svg, double x, double y)
    {
        var style = PlotStyle.Of(Index);
        if (Kind is PlotKeyKind.Line or PlotKeyKind.MarkedLine) svg.Add($"<path class=\"line {style}\" d=\"M{x} {y}h24\"/>");
        if (Kind is PlotKeyKind.Reference) svg.Add($"<path class=\"ref\" d=\"M{x} {y}h24\"/>");
        if (Kind is PlotKeyKind.Bar) svg.Add($"<rect class=\"bar {style}\" x=\"{x + 6}\" y=\"{y - 6}\" width=\"14\" height=\"12\"/>");
        for (var layer = 0; Kind is PlotKeyKind.Band && layer < Layers; layer++) svg.Add($"<rect class=\"band {style}\" x=\"{x}\" y=\"{y - 6}\" width=\"24\" height=\"12\"/>");
        if (Kind is not (PlotKeyKind.MarkedLine or PlotKeyKind.Points)) return;
        svg.Add($"<path class=\"mark {style}\" d=\"");
        PlotMark.Append(svg, PlotStyle.Turn(Index), x + 12, y, 3.6);
        svg.Markup("\"/>");
    }
}
