namespace Levain.Learning.Linear;

/// <summary>The triangle of Cholesky of a square that grows by a row and a column at a time.</summary>
internal sealed class GrowingTriangle
{
    // Each row ends with its diagonal; what would stand before it is 0.
    private readonly List<double[]> rows = [];

    /// <summary>What the triangle's next row would be, but for its diagonal.</summary>
    /// <param name="products">Of the new column with each of those that are there.</param>
    public double[] Next(ReadOnlySpan<double> products)
    {
        var next = new double[rows.Count];
        for (var i = 0; i < next.Length; i++) next[i] = (products[i] - ColumnKernel.Sum(next.AsSpan(0, i), rows[i].AsSpan(0, i))) / rows[i][i];
        return next;
    }

    public void Add(double[] next, double diagonal) => rows.Add([.. next, diagonal]);

    /// <summary>The second half of solving by it, the first of which is <see cref="Next"/>.</summary>
    public double[] Back(double[] half)
    {
        var solved = (double[])half.Clone();
        for (var i = solved.Length - 1; i >= 0; i--)
        {
            solved[i] /= rows[i][i];
            ColumnKernel.AddTimes(rows[i].AsSpan(0, i), -solved[i], solved.AsSpan(0, i));
        }

        return solved;
    }
}
