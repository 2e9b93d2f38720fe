using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Where the numbers of one group lie: half of them in the box, most between the whiskers.</summary>
/// <param name="Low">Where the left whisker ends.</param>
/// <param name="Lower">A quarter of the numbers are not above it.</param>
/// <param name="Upper">A quarter of the numbers are not below it.</param>
/// <param name="High">Where the right whisker ends.</param>
public sealed record PlotBox(string Name, double Low, double Lower, double Median, double Upper, double High)
{
    /// <summary>The numbers beyond the whiskers.</summary>
    public IReadOnlyList<double> Outliers { get; init; } = [];

    /// <summary>How many numbers the box is of.</summary>
    public long Count { get; init; }

    /// <summary>The box of some numbers: quarters between neighbours in proportion, whiskers to the last number that is at most one and a half boxes away. What is not finite is left out, and of nothing the box is nowhere.</summary>
    public static PlotBox Of(string name, IReadOnlyList<double> values)
    {
        var extent = new Extent(isLogarithmic: false);
        double[] sorted = [.. values.Where(extent.Takes).Order()];
        if (sorted.Length == 0) return new(name, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var (lower, upper) = (At(sorted, 0.25), At(sorted, 0.75));
        var reach = 1.5 * (upper - lower);
        double[] inner = [.. sorted.Where(value => value >= lower - reach && value <= upper + reach)];
        return new(name, Math.Min(inner[0], lower), lower, At(sorted, 0.5), upper, Math.Max(inner[^1], upper))
        {
            Outliers = [.. sorted.Where(value => value < inner[0] || value > inner[^1])],
            Count = sorted.Length,
        };
    }

    private static double At(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
