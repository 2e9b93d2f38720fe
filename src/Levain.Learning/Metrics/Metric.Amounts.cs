using Levain.Learning.Metrics;

namespace Levain.Learning;

// How far predicted amounts are from those observed.
public abstract partial record Metric
{
    /// <summary>The mean of the squares of the errors.</summary>
    public static Metric Mse => new MeanSquare();

    /// <summary>The size of error that half of the rows stay below; the mean of the two in the middle where there are two.</summary>
    public static Metric MedianAe => new MedianAbsolute();

    /// <summary>The median size of the errors as shares of the labels, none of which may be 0: 0.1 is ten percent.</summary>
    public static Metric MedianApe => new MedianShare();

    /// <summary>The mean size of the errors as shares of half the sum of label and size of prediction, from 0 to 2. Only rows with labels above 0 are measured.</summary>
    public static Metric Smape => new SymmetricShare();

    /// <summary>The size of all errors together as a share of all labels together: 0.1 is ten percent.</summary>
    public static Metric Wape => new ShareOfAll();

    /// <summary>The share of the labels' variance that predictions explain: 1 for all of it, below 0 where the labels' mean would be nearer.</summary>
    public static Metric R2 => new ExplainedVariance();

    /// <summary>The standard deviation of the errors about their mean, over all rows (n, not n - 1): what is left where a bias is taken away.</summary>
    public static Metric ResidualDeviation => new ResidualDeviation();

    /// <summary>The share of rows whose label lies between two predictions, the lower and the upper one of a row, or on one of them. Higher is better only among intervals of the same width.</summary>
    public static Metric Coverage => new Coverage();
}
