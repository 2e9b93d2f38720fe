using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The points of a curve of shares, without those that no plot could tell from the last one kept.</summary>
internal sealed class ThinPoints(PlotPoint first)
{
    private const double Least = 0.001;

    private readonly List<PlotPoint> kept = [first];
    private PlotPoint last = first;

    public void Add(PlotPoint point)
    {
        // The point before a step is kept too: a long step begins where the curve was, not up to 0.001 before.
        if (Distance(kept[^1], point) >= Least)
        {
            if (last != kept[^1] && Distance(last, point) >= Least) kept.Add(last);
            kept.Add(point);
        }

        last = point;
    }

    public IReadOnlyList<PlotPoint> All() => last == kept[^1] ? kept : [.. kept, last];

    private static double Distance(PlotPoint left, PlotPoint right) => Math.Max(Math.Abs(left.X - right.X), Math.Abs(left.Y - right.Y));
}
