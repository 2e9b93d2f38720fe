using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The cells of a heat map with the names round them.</summary>
internal sealed class HeatGrid
{
    // From here on, the letters of a cell have the colour of the page.
    private const double Deep = 0.62;

    private readonly HeatMap map;
    private readonly double left, top, wide, tall;
    private readonly bool slanted;

    public HeatGrid(HeatMap map, double start)
    {
        this.map = map;
        left = Plot.Margin + Math.Min(Math.Max(Widest(map.Rows), TextWidth.Of(map.RowLabel + " ↓") + 4), map.Width * 0.3) + 10;
        wide = Math.Clamp((map.Width - left - Plot.Margin) / Math.Max(1, map.Columns.Count), 0.5, 96);
        tall = map.Rows.Count == 0 ? 24 : Math.Clamp(420.0 / map.Rows.Count, 5, wide >= 40 ? 44 : Math.Max(5, wide));
        // Names of columns that are wider than their columns stand upright.
        slanted = Widest(map.Columns) + 4 > wide;
        top = start + 26 + (slanted ? Math.Min(Widest(map.Columns), 120) + 18 : 24);
    }

    public double Bottom => top + Math.Max(24, map.Rows.Count * tall) + 4;

    public void Append(SvgText svg)
    {
        svg.Label("axis", left, top - (slanted ? Math.Min(Widest(map.Columns), 120) + 18 : 26), $"{map.ColumnLabel} →").Label("axis end", left - 10, top - 10, TextWidth.Cut($"{map.RowLabel} ↓", (int)((left - 10 - Plot.Margin) / TextWidth.OfSmall + 0.001)));
        if (map.Rows.Count == 0 || map.Columns.Count == 0) svg.Label("note", left, top + 16, "nothing to show");
        for (var j = 0; j < map.Columns.Count; j += Each(wide)) Column(svg, map.Columns[j], left + (j + 0.5) * wide);
        for (var i = 0; i < map.Rows.Count; i++)
        {
            if (i % Each(tall) == 0) svg.Label("tick end", left - 10, top + (i + 0.5) * tall + 4, TextWidth.Cut(map.Rows[i], (int)((left - 10 - Plot.Margin) / TextWidth.OfSmall + 0.001)));
            Row(svg, i);
        }
    }

    private static double Widest(IReadOnlyList<string> names) => names.Select(TextWidth.Of).DefaultIfEmpty(0).Max();

    // Where cells are lower than letters, only some names are written.
    private static int Each(double room) => Math.Max(1, (int)Math.Ceiling(13 / room));

    private void Column(SvgText svg, string name, double middle)
    {
        if (slanted) svg.Add($"<text class=\"tick\" transform=\"translate({middle + 4} {top - 7}) rotate(-90)\">{TextWidth.Cut(name, 17)}</text>\n");
        else svg.Label("tick mid", middle, top - 8, name);
    }

    private void Row(SvgText svg, int row)
    {
        var values = map.Values[row];
        var whole = map.ByRow ? Greatest(values.Where(IsDrawn).Sum(Math.Abs)) : Greatest(map.Values.SelectMany(each => each).Where(IsDrawn).Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (var column = 0; column < values.Count; column++) Cell(svg, row, column, values[column], IsDrawn(values[column]) ? Math.Abs(values[column]) / whole : 0);
    }

    private static double Greatest(double sum) => sum > 0 && double.IsFinite(sum) ? sum : 1;

    private static bool IsDrawn(double value) => Math.Abs(value) <= 1e290;

    private void Cell(SvgText svg, int row, int column, double value, double part)
    {
        var (x, y, gap) = (left + column * wide, top + row * tall, Math.Min(wide, tall) > 8 ? 1.0 : 0);
        var share = map.ByRow && IsDrawn(value) ? $" ({PlotNumber.Share(part)})" : "";
        var style = !IsDrawn(value) ? "none" : value < 0 ? "below" : "cell";
        svg.Add($"<g><title>{map.Rows[row]}, {map.Columns[column]}: {PlotNumber.Of(IsDrawn(value) ? value : double.NaN)}{share}</title><rect class=\"{style}\" x=\"{x + gap / 2}\" y=\"{y + gap / 2}\" width=\"{wide - gap}\" height=\"{tall - gap}\" fill-opacity=\"{0.05 + 0.95 * Math.Min(1, part)}\"/>");
        var text = IsDrawn(value) ? PlotNumber.Of(value) : "";
        if (text.Length > 0 && tall >= 14 && TextWidth.Of(text) + 4 <= wide)
        {
            var deep = part > Deep ? " deep" : "";
            var two = map.ByRow && tall >= 32 && TextWidth.Of(PlotNumber.Share(part)) + 4 <= wide;
            svg.Label("mid" + deep, x + wide / 2, y + tall / 2 + (two ? -2 : 4), text);
            if (two) svg.Label("mid" + deep, x + wide / 2, y + tall / 2 + 12, PlotNumber.Share(part));
        }

        svg.Markup("</g>\n");
    }
}
