using Levain.Learning;

namespace Levain.Drawing;

/// <summary>Nine colours from little to much, on a way from blue over magenta to orange; each is lighter than the one before, so that it is read without seeing colours too.</summary>
internal static class PlotRamp
{
    public const int Steps = 9;

    /// <summary>The class of what has no colour because it has no number.</summary>
    public const string None = "r-none";

    /// <summary>The rules of its classes, to follow <see cref="PlotStyle.Text"/>.</summary>
    public const string Text =
        """
        <style>
        .levain-plot .r-none{color:#8b95a4}
        .levain-plot .r0{color:#002d87}.levain-plot .r1{color:#3a22a3}.levain-plot .r2{color:#6123a3}.levain-plot .r3{color:#84249a}.levain-plot .r4{color:#a52789}.levain-plot .r5{color:#c12e72}.levain-plot .r6{color:#d73c54}.levain-plot .r7{color:#e55229}.levain-plot .r8{color:#e27505}
        .levain-plot .step{fill:currentColor}.levain-plot .dots{fill:none;stroke:currentColor;stroke-linecap:round}
        .levain-plot .thread{fill:none;stroke:currentColor;stroke-width:1.5;stroke-opacity:.7;stroke-linejoin:round}.levain-plot .many{stroke-width:1;stroke-opacity:.45}.levain-plot .best{stroke-width:3.4;stroke-opacity:1}
        .levain-plot text.over{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
        @media (prefers-color-scheme:dark){
        .levain-plot .r0{color:#326ee3}.levain-plot .r1{color:#7c6bee}.levain-plot .r2{color:#b26ae8}.levain-plot .r3{color:#e06bd3}.levain-plot .r4{color:#fd7ab3}.levain-plot .r5{color:#fe9c9e}.levain-plot .r6{color:#fdb79d}.levain-plot .r7{color:#fecfa3}.levain-plot .r8{color:#ffe6a9}
        .levain-plot text.over{stroke:#0f141b}
        }
        </style>

        """;

    /// <summary>The class of a part from 0 to 1; null has no colour.</summary>
    public static string Of(double? part) => part is { } known ? $"r{(int)Math.Clamp(Math.Floor(known * Steps), 0, Steps - 1)}" : None;

    /// <summary>Writes what the colours mean, <c>low ▉▉▉ high</c>, and says where it ends.</summary>
    public static double Append(SvgText svg, string label, string low, string high, bool hasNone, double top, double width)
    {
        const double box = 14;
        var (x, y) = (Plot.Margin, top + 12);
        foreach (var text in (string[])[TextWidth.Cut(label, 40), TextWidth.Cut(low, 20)])
        {
            svg.Label(x == Plot.Margin ? "axis" : "key", x, y, text);
            x += TextWidth.Of(text) + 10;
        }

        for (var step = 0; step < Steps; step++) svg.Add($"<rect class=\"step r{step}\" x=\"{x + step * box}\" y=\"{y - 10}\" width=\"{box}\" height=\"12\"/>");
        x += Steps * box + 8;
        var end = TextWidth.Cut(high, 20);
        svg.Label("key", x, y, end);
        if (!hasNone) return y + 6;
        x += TextWidth.Of(end) + 20;
        if (x + 60 > width - Plot.Margin) (x, y) = (Plot.Margin, y + 19);
        svg.Add($"<rect class=\"step {None}\" x=\"{x}\" y=\"{y - 10}\" width=\"{box}\" height=\"12\"/>").Label("key", x + box + 6, y, "none");
        return y + 6;
    }
}
