namespace Levain.Tables.Statistics;

/// <summary>Cuts a range into bins of one width and counts what falls into each.</summary>
internal static class Bins
{
    private const int MostBins = 30;

    /// <summary>Bins for a plot: a bin per whole number where there are few, otherwise bins of equally many whole numbers.</summary>
    public static IReadOnlyList<Bin> ForPlot(SortedRun run, KeyScale scale, double min, double max)
    {
        if (min == max) return [new(min, max, run.Total)];
        if (scale.IsFractional) return Of(run, scale, min, max, MostBins);
        var range = max - min + 1;
        var width = Math.Ceiling(range / MostBins);
        var bins = (int)Math.Ceiling(range / width);
        return Of(run, scale, min - 0.5, min - 0.5 + (bins * width), bins);
    }

    public static IReadOnlyList<Bin> Of(SortedRun run, KeyScale scale, double lower, double upper, int bins)
    {
        var counted = new Bin[bins];
        var at = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            var (from, to) = (Edge(lower, upper, bin, bins), Edge(lower, upper, bin + 1, bins));
            long count = 0;
            for (; at < run.Length && (bin == bins - 1 || scale.Number(run.Keys[at]) < to); at++) count += run.Counts[at];
            counted[bin] = new Bin(from, to, count);
        }

        return counted;
    }

    private static double Edge(double lower, double upper, int edge, int bins)
    {
        if (edge == 0) return lower;
        if (edge == bins || lower == upper) return upper;
        // Weighted ends, since the difference of two doubles may be beyond all doubles; rounding must not lead out of the range.
        return Math.Clamp((lower * ((double)(bins - edge) / bins)) + (upper * ((double)edge / bins)), lower, upper);
    }
}
