using System.Globalization;
using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The upright axes of a parallel plot and the lines over them.</summary>
internal sealed class ParallelFrame
{
    private readonly IReadOnlyList<ColumnScale> scales;
    private readonly double left, right, top, height, between;
    private readonly bool isStaggered;

    public ParallelFrame(IReadOnlyList<ColumnScale> scales, double start, double width, double height)
    {
        (this.scales, this.height) = (scales, height);
        // Texts of an axis stand left of it; the names above the outer axes reach half beyond them.
        var first = scales.Count == 0 ? 0 : scales[0].Ticks(height).Select(tick => TextWidth.Of(tick.Text)).DefaultIfEmpty(0).Max() + 8;
        left = Plot.Margin + Math.Min(Math.Max(first, (scales.Count == 0 ? 0 : Half(scales[0]))), width * 0.25);
        right = width - Plot.Margin - Math.Min(Math.Max(6, (scales.Count == 0 ? 0 : Half(scales[^1]))), width * 0.15);
        between = (right - left) / Math.Max(1, scales.Count - 1);
        isStaggered = scales.Any(scale => TextWidth.Of(scale.Label) + 10 > between);
        top = start + (isStaggered ? 44 : 30);
    }

    public double Bottom => top + height + 8;

    private double X(int axis) => scales.Count == 1 ? (left + right) / 2 : left + axis * between;

    private double Y(double part) => top + (1 - part) * height;

    /// <summary>The axes themselves, below the lines.</summary>
    public void AppendAxes(SvgText svg)
    {
        if (scales.Count == 0) svg.Label("note mid", (left + right) / 2, top + height / 2, "nothing to show");
        for (var i = 0; i < scales.Count; i++)
        {
            svg.Add($"<path class=\"base\" d=\"M{X(i)} {top}v{height}\"/>");
            var row = isStaggered && i % 2 == 0 ? 28 : 12;
            svg.Add($"<g><title>{scales[i].Label}: {scales[i].Range()}</title>").Label("axis mid", X(i), top - row, TextWidth.Cut(scales[i].Label, Letters)).Markup("</g>\n");
        }
    }

    /// <summary>The numbers and names of the axes, above the lines.</summary>
    public void AppendTicks(SvgText svg)
    {
        for (var i = 0; i < scales.Count; i++)
        {
            var room = (int)(((i == 0 ? X(0) - Plot.Margin : between) - 8) / TextWidth.OfSmall + 0.001);
            foreach (var tick in scales[i].Ticks(height))
            {
                var y = Y(scales[i].Part(tick));
                svg.Add($"<path class=\"base\" d=\"M{X(i) - 4} {y}h4\"/>").Label("tick end over", X(i) - 7, y + 4, TextWidth.Cut(tick.Text, Math.Max(2, room)));
            }
        }
    }

    /// <summary>One line: where it has no value on an axis, it has a gap.</summary>
    public void Append(SvgText svg, int line, string colour, string? weight)
    {
        svg.Add($"<path class=\"thread {colour}{(weight is null ? "" : " " + weight)}\" d=\"");
        var parts = scales.Select(scale => scale.Part(line)).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part) continue;
            var (joinsLeft, joinsRight) = (i > 0 && parts[i - 1] is not null, i + 1 < parts.Length && parts[i + 1] is not null);
            // Alone between gaps it is a short dash across its axis.
            if (joinsLeft || joinsRight) svg.Add($"{(joinsLeft ? "L" : "M")}{X(i)} {Y(part)}");
            else svg.Add($"M{X(i) - 5} {Y(part)}h10");
        }

        svg.Add($"\"><title>{(line + 1).ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", scales.Select(scale => $"{scale.Label} {scale.Text(line)}"))}</title></path>\n");
    }

    private int Letters => (int)(((isStaggered ? 2 : 1) * between - 8) / TextWidth.OfSmall);

    private static double Half(ColumnScale scale) => TextWidth.Of(scale.Label) / 2;
}
