using Levain.Learning;

namespace Levain.Drawing;

/// <summary>Counts numbers in bins whose bounds are round.</summary>
internal static class Binning
{
    public static IReadOnlyList<PlotBin> Of(IReadOnlyList<double> values, int most)
    {
        if (most is < 1 or > 1000) throw new BuildException($"a histogram cannot have {most} bins", "1 to 1000 can be read");
        var extent = new Extent(isLogarithmic: false);
        foreach (var value in values) extent.Add(value);
        if (extent.IsEmpty) return [];
        var (low, high) = (extent.Low, extent.High);
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        // All the same, or as good as that: one bin round them.
        if (!(high - low > size * 1e-11) || high - low < 1e-290)
        {
            var room = size == 0 ? 0.5 : Math.Max(size * 0.05, 1e-280);
            return [new(low - room, high + room, values.LongCount(extent.Takes))];
        }

        var (digits, power) = NumberTicks.Step((high - low) / most, isWhole: false);
        var step = NumberTicks.Value(digits, power);
        var first = (long)Math.Floor(low / step);
        var counts = new long[(int)((long)Math.Floor(high / step) - first) + 1];
        foreach (var value in values)
            if (extent.Takes(value)) counts[Math.Clamp((long)Math.Floor(value / step) - first, 0, counts.Length - 1)]++;
        return [.. counts.Select((count, i) => new PlotBin(NumberTicks.Value((first + i) * digits, power), NumberTicks.Value((first + i + 1) * digits, power), count))];
    }

    /// <summary>The same bins with what of <paramref name="values"/> lies in them.</summary>
    public static IReadOnlyList<PlotBin> Into(IReadOnlyList<PlotBin> bins, IReadOnlyList<double> values)
    {
        double[] lower = [.. bins.Select(bin => bin.Lower)];
        var counts = new long[bins.Count];
        foreach (var value in values)
        {
            // No number, or none that a bin took.
            if (bins.Count == 0 || !(Math.Abs(value) <= Extent.Most)) continue;
            var found = Array.BinarySearch(lower, value);
            counts[Math.Clamp(found < 0 ? ~found - 1 : found, 0, counts.Length - 1)]++;
        }

        return [.. bins.Select((bin, i) => bin with { Count = counts[i] })];
    }
}
