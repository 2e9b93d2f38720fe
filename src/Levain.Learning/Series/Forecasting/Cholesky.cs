using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>The lower triangle whose product with its transpose is a matrix, row by row.</summary>
internal sealed class Cholesky
{
    // A pivot that cancellation has eaten up, as a share of what it was.
    private const double Lost = 1e-14;

    private readonly double[][] rows;

    /// <param name="matrix">Symmetric, and positive on its diagonal. Only its lower triangle is read.</param>
    /// <param name="added">What is added to its diagonal; none where it is empty.</param>
    public Cholesky(double[][] matrix, ReadOnlySpan<double> added)
    {
        rows = new double[matrix.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i] = new double[i + 1];
            for (var j = 0; j < i; j++) row[j] = (matrix[i][j] - ColumnKernel.Sum(row.AsSpan(0, j), rows[j].AsSpan(0, j))) / rows[j][j];
            var whole = matrix[i][i] + (added.IsEmpty ? 0 : added[i]);
            row[i] = Math.Sqrt(Math.Max(whole - ColumnKernel.Sum(row.AsSpan(0, i), row.AsSpan(0, i)), Lost * whole));
        }
    }

    public int Size => rows.Length;

    /// <summary>Solves with the triangle, in place; what is 0 up to <paramref name="start"/> stays so.</summary>
    public void Forward(Span<double> at, int start = 0)
    {
        for (var i = start; i < rows.Length; i++) at[i] = (at[i] - ColumnKernel.Sum(rows[i].AsSpan(start, i - start), at[start..i])) / rows[i][i];
    }

    /// <summary>Solves with the transpose of the triangle, in place.</summary>
    public void Backward(Span<double> at)
    {
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            at[i] /= rows[i][i];
            ColumnKernel.AddTimes(rows[i].AsSpan(0, i), -at[i], at[..i]);
        }
    }
}
