namespace Levain.Learning.Linear;

/// <summary>The lowest point of a quadratic function with a penalty on absolute values: coordinate by coordinate, which finds what is 0, and then by leaps to the lowest point at which the same coordinates are 0.</summary>
/// <param name="square">How slopes change, positive on its diagonal.</param>
/// <param name="at">Where it starts, and ends.</param>
/// <param name="slopes">Those at the start.</param>
/// <param name="lasso">The penalty on each absolute value.</param>
internal sealed class SparseQuadratic(double[] square, double[] at, double[] slopes, double[] lasso)
{
    private const int MostSweeps = 1000;
    private const double Still = 1e-15, Collinear = 1e-10;

    private readonly int width = at.Length;

    /// <param name="tolerance">It is there when no slope is larger.</param>
    public void Solve(double tolerance)
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var (moved, isSame) = Sweep();
            if (moved <= Still || Excess() <= tolerance) return;
            if (isSame) Leap();
        }
    }

    /// <summary>How far a slope lies outside of what a penalty on the absolute value allows: 0 at the lowest point.</summary>
    public static double Excess(double at, double slope, double lasso) =>
        at == 0 ? Math.Max(0, Math.Abs(slope) - lasso) : Math.Abs(slope + (at > 0 ? lasso : -lasso));

    private double Excess()
    {
        var most = 0.0;
        for (var i = 0; i < width; i++) most = Math.Max(most, Excess(at[i], slopes[i], lasso[i]));
        return most;
    }

    /// <summary>Moves each coordinate to where it is best while the others stay; says how far they moved as a share of where they are, and whether the same are 0 as before.</summary>
    private (double Moved, bool IsSame) Sweep()
    {
        var (moved, size, isSame) = (0.0, double.Epsilon, true);
        for (var i = 0; i < width; i++)
        {
            var curvature = square[(i * width) + i];
            var free = at[i] - (slopes[i] / curvature);
            var pull = lasso[i] / curvature;
            var to = free > pull ? free - pull : free < -pull ? free + pull : 0;
            isSame &= Math.Sign(to) == Math.Sign(at[i]);
            size = Math.Max(size, Math.Abs(to) * Math.Sqrt(curvature));
            moved = Math.Max(moved, Math.Abs(to - at[i]) * Math.Sqrt(curvature));
            Move(i, to);
        }

        return (moved / size, isSame);
    }

    /// <summary>Goes towards the lowest point with the same signs, as far as signs stay the same.</summary>
    private void Leap()
    {
        while (true)
        {
            int[] face = [.. Enumerable.Range(0, width).Where(i => at[i] != 0)];
            var triangle = new GrowingTriangle();
            if (FirstCollinear(face, triangle) is not { } found)
            {
                Go(face, triangle.Back(triangle.Next([.. face.Select(i => -Slope(i))])), 1);
                return;
            }

            // What the column says can be said by those before it at another cost: shift as much as makes it cheaper.
            var (count, next, rest) = found;
            double[] shift = [.. triangle.Back(next).Select(share => -share), 1];
            var slope = Enumerable.Range(0, count + 1).Sum(i => shift[i] * Slope(face[i]));
            if (slope > 0) shift = Array.ConvertAll(shift, each => -each);
            if (!Go(face.AsSpan(0, count + 1), shift, rest > 0 ? Math.Abs(slope) / rest : double.PositiveInfinity)) return;
        }
    }

    /// <summary>Fills the triangle of some coordinates up to the first that those before it make up: how many these are, its row of the triangle, and what is left of its curvature.</summary>
    private (int Count, double[] Next, double Curvature)? FirstCollinear(int[] face, GrowingTriangle triangle)
    {
        for (var i = 0; i < face.Length; i++)
        {
            var all = square.AsSpan(face[i] * width, width);
            var products = new double[i];
            for (var j = 0; j < i; j++) products[j] = all[face[j]];
            var next = triangle.Next(products);
            var rest = all[face[i]] - ColumnKernel.Sum(next, next);
            if (rest <= Collinear * all[face[i]]) return (i, next, rest);
            triangle.Add(next, Math.Sqrt(rest));
        }

        return null;
    }

    /// <summary>Goes some steps, but not beyond the first coordinate that comes to 0; says whether one did.</summary>
    private bool Go(ReadOnlySpan<int> coordinates, double[] step, double steps)
    {
        var first = -1;
        for (var i = 0; i < step.Length; i++)
        {
            var until = -at[coordinates[i]] / step[i];
            // The intercept may have any sign.
            if (lasso[coordinates[i]] > 0 && until >= 0 && until <= steps) (steps, first) = (until, i);
        }

        if (!double.IsFinite(steps)) return false;
        for (var i = 0; i < step.Length; i++) Move(coordinates[i], i == first ? 0 : at[coordinates[i]] + (steps * step[i]));
        return first >= 0;
    }

    /// <summary>How the whole changes with a coordinate that is not 0.</summary>
    private double Slope(int i) => slopes[i] + (at[i] > 0 ? lasso[i] : -lasso[i]);

    private void Move(int coordinate, double to)
    {
        var by = to - at[coordinate];
        if (by == 0) return;
        at[coordinate] = to;
        ColumnKernel.AddTimes(square.AsSpan(coordinate * width, width), by, slopes);
    }
}
