namespace Levain.Drawing;

/// <summary>The shapes of points: another one for each of six.</summary>
internal static class PlotMark
{
    /// <summary>Draws it with its middle at the end of a path.</summary>
    public static void Append(SvgText svg, int turn, double x, double y, double size) => _ = turn switch
    {
        0 => svg.Add($"M{x - size} {y}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0z"),
        1 => svg.Add($"M{x - size} {y - size}h{2 * size}v{2 * size}h{-2 * size}z"),
        2 => svg.Add($"M{x} {y - 1.25 * size}l{1.2 * size} {2.1 * size}h{-2.4 * size}z"),
        3 => svg.Add($"M{x} {y - 1.4 * size}l{1.4 * size} {1.4 * size}l{-1.4 * size} {1.4 * size}l{-1.4 * size} {-1.4 * size}z"),
        4 => svg.Add($"M{x} {y + 1.25 * size}l{1.2 * size} {-2.1 * size}h{-2.4 * size}z"),
        _ => svg.Add($"M{x - 1.3 * size} {y - 0.45 * size}h{0.85 * size}v{-0.85 * size}h{0.9 * size}v{0.85 * size}h{0.85 * size}v{0.9 * size}h{-0.85 * size}v{0.85 * size}h{-0.9 * size}v{-0.85 * size}h{-0.85 * size}z"),
    };
}
