using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The part of a plot between two axes.</summary>
internal sealed class Panel
{
    private const double Overhang = 6;

    private readonly PlotScale across, up;
    private readonly IReadOnlyList<PlotTick> acrossTicks, upTicks;

    public Panel(PlotScale across, PlotScale up, double top, double width, double height)
    {
        (this.across, this.up) = (across, up);
        (Top, Height) = (top + 30, height);
        upTicks = up.Ticks((int)(height / 42));
        Left = Plot.Margin + Math.Max(20, upTicks.Select(tick => TextWidth.Of(tick.Text)).DefaultIfEmpty(0).Max() + 8);
        Width = width - Left - Plot.Margin - 12;
        acrossTicks = Fitting(across, Width);
    }

    public double Left { get; }

    public double Top { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Where the texts of the axis across end.</summary>
    public double Bottom => Top + Height + (across.Axis.Label.Length > 0 ? 46 : 28);

    public bool IsEmpty => across.IsEmpty || up.IsEmpty;

    public bool Takes(double x, double y) => across.Takes(x) && up.Takes(y);

    public double X(double number) => Within(across.Part(number), Width);

    public double Y(double number) => Height - Within(up.Part(number), Height);

    /// <summary>Draws the axes, and opens the part that shows nothing beyond them.</summary>
    public void Open(SvgText svg)
    {
        svg.Label("axis", Plot.Margin, Top - 12, TextWidth.Cut(up.Axis.Label, (int)((Left + Width - Plot.Margin) / TextWidth.OfSmall)));
        foreach (var tick in upTicks)
        {
            var y = Top + Y(tick.Value);
            svg.Add($"<path class=\"grid\" d=\"M{Left} {y}h{Width}\"/>").Label("tick end", Left - 8, y + 4, tick.Text);
        }

        foreach (var tick in acrossTicks)
        {
            var x = Left + X(tick.Value);
            svg.Add($"<path class=\"base\" d=\"M{x} {Top + Height}v4\"/>").Label("tick mid", x, Top + Height + 18, tick.Text);
        }

        if (across.Axis.Label.Length > 0) svg.Label("axis mid", Left + Width / 2, Top + Height + 38, TextWidth.Cut(across.Axis.Label, (int)(Width / TextWidth.OfSmall)));
        svg.Add($"<path class=\"base\" d=\"M{Left} {Top + Height}h{Width}\"/>\n");
        if (IsEmpty) svg.Label("note mid", Left + Width / 2, Top + Height / 2, "nothing to show");
        // An inner picture cuts what reaches beyond it, and needs no name as a clip path does.
        svg.Add($"<svg x=\"{Left - Overhang}\" y=\"{Top - Overhang}\" width=\"{Width + 2 * Overhang}\" height=\"{Height + 2 * Overhang}\" viewBox=\"{-Overhang} {-Overhang} {Width + 2 * Overhang} {Height + 2 * Overhang}\">\n");
    }

    public static void Close(SvgText svg) => svg.Markup("</svg>\n");

    /// <summary>A line that no data made, such as the diagonal.</summary>
    public void Reference(SvgText svg, PlotLine line)
    {
        if (IsEmpty) return;
        var first = true;
        svg.Markup("<path class=\"ref\" d=\"");
        foreach (var point in line.Points)
        {
            if (!Takes(point.X, point.Y)) continue;
            svg.Add($"{(first ? "M" : "L")}{X(point.X)} {Y(point.Y)}");
            first = false;
        }

        svg.Markup("\"/>\n");
    }

    /// <summary>An upright line at one place of the axis across.</summary>
    public void Upright(SvgText svg, double number)
    {
        if (!IsEmpty && across.Takes(number)) svg.Add($"<path class=\"ref\" d=\"M{X(number)} 0v{Height}\"/>\n");
    }

    // Far outside is as good as outside, and has short coordinates.
    private static double Within(double part, double length) => Math.Clamp(part, -20, 20) * length;

    // As many ticks as leave room between their texts.
    private static IReadOnlyList<PlotTick> Fitting(PlotScale scale, double width)
    {
        for (var most = (int)Math.Max(2, width / 55); ; most--)
        {
            var ticks = scale.Ticks(most);
            if (most <= 2 || ticks.Sum(tick => TextWidth.Of(tick.Text) + 14) <= width) return ticks;
        }
    }
}
