namespace Levain.Bench;

/// <summary>Several measurements of one thing.</summary>
internal sealed class Figures
{
    private readonly double[] sorted;

    public Figures(IEnumerable<double> values)
    {
        sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new ArgumentException("nothing was measured", nameof(values));
    }

    public double Median => sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;

    public double Least => sorted[0];

    public int Count => sorted.Length;

    public Figures Map(Func<double, double> change) => new(sorted.Select(change));
}
