using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Lines through clouds of points, for <see cref="ScatterPlot.Trends"/>.</summary>
public static class PlotTrend
{
    /// <summary>The straight line with the least squares; of points that lie all at one place across, or are less than two, it has no points. It is straight on axes of numbers only.</summary>
    public static PlotLine Straight(string name, IReadOnlyList<PlotPoint> points)
    {
        PlotPoint[] drawn = [.. Drawn(points)];
        if (drawn.Length < 2) return new(name, []);
        var (low, high) = (drawn.Min(point => point.X), drawn.Max(point => point.X));
        var (wide, tall) = (high - low, drawn.Max(point => Math.Abs(point.Y)));
        if (!(wide > Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-12)) return new(name, []);
        // From 0 to 1 and by the greatest: no square is beyond the numbers.
        var scale = tall > 0 ? tall : 1;
        var (meanX, meanY) = (drawn.Sum(point => (point.X - low) / wide) / drawn.Length, drawn.Sum(point => point.Y / scale) / drawn.Length);
        var slope = drawn.Sum(point => ((point.X - low) / wide - meanX) * (point.Y / scale - meanY)) / drawn.Sum(point => ((point.X - low) / wide - meanX) * ((point.X - low) / wide - meanX));
        return new(name, [new(low, (meanY - slope * meanX) * scale), new(high, (meanY + slope * (1 - meanX)) * scale)]);
    }

    /// <summary>The medians of at most <paramref name="parts"/> parts with equally many points, from left to right: the way of a cloud that is not straight, untouched by outliers.</summary>
    public static PlotLine Medians(string name, IReadOnlyList<PlotPoint> points, int parts = 20)
    {
        if (parts is < 1 or > 1000) throw new BuildException($"line `{name}` cannot have the medians of {parts} parts", "1 to 1000 can be read");
        PlotPoint[] sorted = [.. Drawn(points).OrderBy(point => point.X).ThenBy(point => point.Y)];
        var middles = new List<PlotPoint>();
        for (int part = 0, begin = 0; part < parts && begin < sorted.Length; part++)
        {
            var end = (int)((long)sorted.Length * (part + 1) / parts);
            // Points at one place across stay together, whatever part they began in.
            while (end > begin && end < sorted.Length && sorted[end].X == sorted[end - 1].X) end++;
            if (end <= begin) continue;
            middles.Add(new(Median([.. sorted[begin..end].Select(point => point.X)]), Median([.. sorted[begin..end].Select(point => point.Y)])));
            begin = end;
        }

        return new(name, middles);
    }

    private static IEnumerable<PlotPoint> Drawn(IReadOnlyList<PlotPoint> points)
    {
        var extent = new Extent(isLogarithmic: false);
        return points.Where(point => extent.Takes(point.X) && extent.Takes(point.Y));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[(values.Length - 1) / 2] / 2 + values[values.Length / 2] / 2;
    }
}
