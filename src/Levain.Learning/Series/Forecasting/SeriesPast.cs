using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>The history of a series, and what parameters of an additive forecast say of it.</summary>
/// <param name="values">With the largest as 1.</param>
internal sealed class SeriesPast(SeriesDesign design, double[] values)
{
    public double[] Values { get; } = values;

    public double Variance()
    {
        double sum = 0, squares = 0;
        foreach (var value in Values) sum += value;
        var mean = sum / Values.Length;
        foreach (var value in Values) squares += (value - mean) * (value - mean);
        return squares / Values.Length;
    }

    /// <summary>What came less what is expected.</summary>
    public double[] Errors(double[] at)
    {
        var (trend, factors, amounts) = Expected(at);
        for (var i = 0; i < amounts.Length; i++) amounts[i] = Values[i] - (trend[i] * factors[i] + amounts[i]);
        return amounts;
    }

    /// <summary>How what is expected of the history moves with each parameter, and what it should move to.</summary>
    public double[][] Slopes(double[] parameters, out double[] targets)
    {
        var (trend, factors, _) = Expected(parameters);
        var columns = new double[parameters.Length][];
        targets = Errors(parameters);
        for (var i = 0; i < columns.Length; i++)
        {
            var feature = i - 2;
            if (feature >= 0 && feature < design.Features.Length && !design.Features[feature].IsFactor) columns[i] = design.PastColumns[i];
            else columns[i] = Times(design.PastColumns[i], feature >= 0 && feature < design.Features.Length ? trend : factors);
            ColumnKernel.AddTimes(columns[i], parameters[i], targets);
        }

        return columns;
    }

    private (double[] Trend, double[] Factors, double[] Amounts) Expected(double[] at)
    {
        var (trend, factors, amounts) = (new double[Values.Length], Ones(Values.Length), new double[Values.Length]);
        for (var i = 0; i < at.Length; i++)
        {
            var feature = i - 2;
            var to = feature < 0 || feature >= design.Features.Length ? trend : design.Features[feature].IsFactor ? factors : amounts;
            ColumnKernel.AddTimes(design.PastColumns[i], at[i], to);
        }

        return (trend, factors, amounts);
    }

    private static double[] Times(double[] left, double[] right)
    {
        var product = new double[left.Length];
        for (var i = 0; i < product.Length; i++) product[i] = left[i] * right[i];
        return product;
    }

    public static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
