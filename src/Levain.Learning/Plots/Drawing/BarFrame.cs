using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The axis below horizontal bars, and the lines behind them.</summary>
internal sealed class BarFrame(PlotScale scale, double left, double top, double right, double height)
{
    public double Left => left;

    public double Top => top;

    public double Bottom => top + height + (scale.Axis.Label.Length > 0 ? 46 : 28);

    public bool Takes(double number) => scale.Takes(number);

    /// <summary>Whether it lies between the ends of the axis.</summary>
    public bool Shows(double number) => !scale.IsEmpty && scale.Takes(number) && scale.Part(number) is >= 0 and <= 1;

    public double X(double number) => left + Math.Clamp(scale.Part(number), 0, 1) * (right - left);

    public void Append(SvgText svg)
    {
        foreach (var tick in scale.Ticks((int)((right - left) / 80)))
            svg.Add($"<path class=\"grid\" d=\"M{X(tick.Value)} {top - 4}v{height + 8}\"/>").Label("tick mid", X(tick.Value), top + height + 18, tick.Text);
        if (scale.Axis.Label.Length > 0) svg.Label("axis mid", (left + right) / 2, top + height + 38, TextWidth.Cut(scale.Axis.Label, (int)((right - left) / TextWidth.OfSmall)));
        if (scale.IsEmpty) svg.Label("note mid", (left + right) / 2, top + height / 2 + 4, "nothing to show");
    }

    public void Zero(SvgText svg) => svg.Add($"<path class=\"base\" d=\"M{X(0)} {top - 4}v{height + 8}\"/>\n");
}
