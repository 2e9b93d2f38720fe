namespace Levain.Learning.Metrics;

/// <summary>What was measured on draws of rows, in rising order.</summary>
internal sealed class MeasuredDraws
{
    private readonly double[] sorted;

    /// <param name="values">NaN where a draw has none.</param>
    public MeasuredDraws(string metric, double[] values)
    {
        sorted = Array.FindAll(values, value => !double.IsNaN(value));
        Array.Sort(sorted);
        Undefined = values.Length - sorted.Length;
        if (Undefined > sorted.Length)
            throw new BuildException($"metric `{metric}` has no value on {Undefined} of {values.Length} draws of the rows", "take more rows: too few are of one class, or have a weight");
    }

    public int Undefined { get; }

    /// <summary>Interpolated between the two nearest.</summary>
    public double Quantile(double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var (lower, upper) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return lower == upper ? lower : lower + (place - below) * (upper - lower);
    }

    /// <summary>Twice the share of draws on the rarer side of 0, the rows themselves counted as one more draw there: never 0, at most 1.</summary>
    public double ChanceOfNoDifference()
    {
        int below = sorted.Count(value => value <= 0), above = sorted.Count(value => value >= 0);
        return Math.Min(1.0, 2.0 * (Math.Min(below, above) + 1) / (sorted.Length + 1));
    }
}
