using Levain.Numerics;

namespace Levain.Tables.Statistics;

/// <summary>Squares of distances from a centre, added without rounding.</summary>
internal sealed class Moments(double centre)
{
    private readonly ExactSum distances = new(), squares = new();
    private long total;

    public void Add(SortedRun run, KeyScale scale)
    {
        for (var i = 0; i < run.Length; i++)
        {
            var distance = scale.Number(run.Keys[i]) - centre;
            distances.Add(distance * run.Counts[i]);
            squares.Add(distance * distance * run.Counts[i]);
        }

        total += run.Total;
    }

    /// <summary>Distances are small beside the spread when the centre is near the mean, so that little cancels.</summary>
    public double Deviation
    {
        get
        {
            var offset = distances.Value / total;
            return Math.Sqrt(Math.Max(0, (squares.Value / total) - (offset * offset)));
        }
    }
}
