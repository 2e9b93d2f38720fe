using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record AreaUnderPrecision : RankMetric
{
    public override string Name => "aucpr";

    private protected override double OfRanked(in RankedRows rows, double positives, double negatives)
    {
        var area = new ExactSum();
        double hits = 0, misses = 0;
        for (var rank = 0; rank < rows.Count;)
        {
            var group = rows.Next(ref rank);
            if (group.Positives > 0) area.Add(Between(hits / positives, (hits + group.Positives) / positives, misses / positives, group.Negatives / group.Positives));
            hits += group.Positives;
            misses += group.Negatives;
        }

        return area.Value;
    }

    /// <summary>
    /// The integral of precision over recall from one to another, where misses grow in step with hits: precision is r/(r + m) with m = misses + rate·(r - from), in units of all positives.
    /// </summary>
    private static double Between(double from, double to, double misses, double rate)
    {
        double slope = 1.0 + rate, offset = misses - rate * from;
        var straight = (to - from) / slope;
        return offset == 0 ? straight : straight - offset / (slope * slope) * Elementary.Log((slope * to + offset) / (slope * from + offset));
    }
}
