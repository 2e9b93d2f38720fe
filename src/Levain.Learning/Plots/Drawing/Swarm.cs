using Levain.Learning;

namespace Levain.Drawing;

/// <summary>The points of one feature, stacked up and down from its middle where they would lie on each other: the same places every time, no dice.</summary>
internal sealed class Swarm(PlotSwarm swarm)
{
    private const double Size = 4.2, Column = 3;

    private readonly double?[] ranks = swarm.Feature.Count > 0 ? FeatureRanks.Of(swarm.Feature) : [];

    public string Name => swarm.Name;

    /// <summary>What it says in words.</summary>
    public string Summary() => SwarmSummary.Of(swarm, ranks);

    public void Append(SvgText svg, BarFrame frame, double middle, double room, int mostMarks)
    {
        var marks = Marks(frame, mostMarks).ToLookup(mark => (int)Math.Floor((frame.X(swarm.Values[mark]) - frame.Left) / Column));
        var fullest = marks.Select(column => column.Count()).DefaultIfEmpty(0).Max();
        // As far apart as a mark is wide, or closer when the fullest column has no room for that.
        var apart = Math.Min(Size * 0.62, 2 * room / Math.Max(1, fullest));
        var placed = marks.OrderBy(column => column.Key).SelectMany(column => column.Select((mark, i) => (Mark: mark, Y: middle + Offset(i) * apart)))
            .GroupBy(place => Colour(place.Mark)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, Places: group.ToArray())).ToArray();
        var size = fullest > 12 ? Size - 0.8 : Size;
        // What is drawn last covers others: half of each colour goes from low to high, the other half back, so that no colour looks more than it is.
        foreach (var (colour, places) in placed) Append(svg, frame, size, colour, places.Where((_, i) => i % 2 == 0));
        foreach (var (colour, places) in placed.Reverse()) Append(svg, frame, size, colour, places.Where((_, i) => i % 2 == 1));
    }

    private void Append(SvgText svg, BarFrame frame, double size, string colour, IEnumerable<(int Mark, double Y)> places)
    {
        (int Mark, double Y)[] all = [.. places];
        if (all.Length == 0) return;
        svg.Add($"<path class=\"dots {colour}\" stroke-width=\"{size}\" d=\"");
        foreach (var (mark, y) in all) svg.Add($"M{Math.Round(frame.X(swarm.Values[mark]), 1)} {Math.Round(y, 1)}h0");
        svg.Markup("\"/>\n");
    }

    // Evenly from the points in their order: where many lie many are kept, and the first and the last always.
    private IEnumerable<int> Marks(BarFrame frame, int mostMarks)
    {
        int[] order = [.. Enumerable.Range(0, swarm.Values.Count).Where(i => frame.Shows(swarm.Values[i])).OrderBy(i => swarm.Values[i]).ThenBy(Rank)];
        if (order.Length <= mostMarks) return order.OrderBy(i => i);
        return Enumerable.Range(0, mostMarks).Select(i => order[(int)((long)i * (order.Length - 1) / (mostMarks - 1))]).OrderBy(i => i);
    }

    private double Rank(int point) => ranks.Length > 0 ? ranks[point] ?? -1 : 0;

    private string Colour(int point) => ranks.Length > 0 ? PlotRamp.Of(ranks[point]) : "c0";

    // 0, 1, -1, 2, -2 and so on.
    private static int Offset(int i) => i % 2 == 1 ? (i + 1) / 2 : -i / 2;
}
