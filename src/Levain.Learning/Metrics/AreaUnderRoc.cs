using Levain.Numerics;

namespace Levain.Learning.Metrics;

internal sealed record AreaUnderRoc : RankMetric
{
    public override string Name => "auc";

    private protected override double OfRanked(in RankedRows rows, double positives, double negatives)
    {
        // Each group of negatives lies below the positives before it, and ties with half of its own.
        var area = new ExactSum();
        var above = 0.0;
        for (var rank = 0; rank < rows.Count;)
        {
            var group = rows.Next(ref rank);
            area.Add(group.Negatives * (above + 0.5 * group.Positives));
            above += group.Positives;
        }

        return area.Value / (positives * negatives);
    }
}
