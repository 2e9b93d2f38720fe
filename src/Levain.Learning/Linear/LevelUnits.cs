namespace Levain.Learning.Linear;

/// <summary>Units for coefficients in which a function curves about alike in all directions, so that its lowest point is a few steps away: the triangle of Cholesky of its curvature.</summary>
internal sealed class LevelUnits
{
    // Keeps the triangle from ending where columns are collinear.
    private const double Least = 1e-10;

    // Each row ends with its diagonal; what would stand before it is 0.
    private readonly double[][] triangle;

    /// <param name="curvature">A square of which the lower triangle is read.</param>
    public LevelUnits(double[] curvature, int width)
    {
        triangle = new double[width][];
        for (var i = 0; i < width; i++)
        {
            var row = curvature.AsSpan(i * width, i + 1).ToArray();
            var before = row[i];
            for (var j = 0; j < i; j++) row[j] = (row[j] - ColumnKernel.Sum(row.AsSpan(0, j), triangle[j].AsSpan(0, j))) / triangle[j][j];
            row[i] = Math.Sqrt(Math.Max(before - ColumnKernel.Sum(row.AsSpan(0, i), row.AsSpan(0, i)), Least * before));
            triangle[i] = row;
        }
    }

    /// <summary>Units of each direction by itself.</summary>
    public LevelUnits(double[] curvatures) => triangle = [.. curvatures.Select(curvature => new[] { Math.Sqrt(curvature) })];

    /// <summary>Turns a point in these units into coefficients.</summary>
    public void ToCoefficients(Span<double> point)
    {
        for (var i = point.Length - 1; i >= 0; i--)
        {
            var row = triangle[i].AsSpan();
            point[i] /= row[^1];
            ColumnKernel.AddTimes(row[..^1], -point[i], point.Slice(i + 1 - row.Length, row.Length - 1));
        }
    }

    /// <summary>Turns slopes by coefficients into slopes in these units.</summary>
    public void ToSlopes(Span<double> slopes)
    {
        for (var i = 0; i < slopes.Length; i++)
        {
            var row = triangle[i].AsSpan();
            slopes[i] = (slopes[i] - ColumnKernel.Sum(row[..^1], slopes.Slice(i + 1 - row.Length, row.Length - 1))) / row[^1];
        }
    }
}
