using Levain.Learning;

namespace Levain.Drawing;

/// <summary>What a swarm says in words: how far it goes, and which way high values of its feature push.</summary>
internal static class SwarmSummary
{
    // Of the correlation of a feature's ranks with its points: below this, neither way is a fair word.
    private const double Least = 0.3;

    public static string Of(PlotSwarm swarm, double?[] ranks)
    {
        var extent = new Extent(isLogarithmic: false);
        foreach (var value in swarm.Values) extent.Add(value);
        if (extent.IsEmpty) return $"{swarm.Name}: no points";
        double[] sizes = [.. swarm.Values.Where(extent.Takes).Select(Math.Abs)];
        var mean = sizes.Sum(size => size / sizes.Length);
        return $"{swarm.Name}: mean size {PlotNumber.Of(mean)}, from {PlotNumber.Of(extent.Low)} to {PlotNumber.Of(extent.High)}{Way(swarm, ranks, extent)}";
    }

    private static string Way(PlotSwarm swarm, double?[] ranks, Extent extent)
    {
        var size = Math.Max(Math.Abs(extent.Low), Math.Abs(extent.High));
        if (ranks.Length == 0 || !(size > 1e-290)) return "";
        // Divided by the greatest, so that no square is beyond the numbers.
        var pairs = Enumerable.Range(0, ranks.Length).Where(i => ranks[i] is not null && extent.Takes(swarm.Values[i])).Select(i => (X: ranks[i]!.Value, Y: swarm.Values[i] / size)).ToArray();
        if (pairs.Length < 2) return "";
        var (meanX, meanY) = (pairs.Sum(pair => pair.X) / pairs.Length, pairs.Sum(pair => pair.Y) / pairs.Length);
        var both = pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY));
        var spread = Math.Sqrt(pairs.Sum(pair => (pair.X - meanX) * (pair.X - meanX)) * pairs.Sum(pair => (pair.Y - meanY) * (pair.Y - meanY)));
        return both > Least * spread ? ", high values push up" : both < -Least * spread ? ", high values push down" : "";
    }
}
