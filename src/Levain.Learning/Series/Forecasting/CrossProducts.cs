using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>The products of each pair of columns.</summary>
internal static class CrossProducts
{
    public static double[][] Of(double[][] columns)
    {
        var products = new double[columns.Length][];
        for (var i = 0; i < products.Length; i++)
        {
            products[i] = new double[columns.Length];
            for (var j = 0; j <= i; j++) products[i][j] = products[j][i] = ColumnKernel.Sum(columns[i], columns[j]);
        }

        return products;
    }
}
