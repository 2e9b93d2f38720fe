namespace Levain.Learning.Linear;

/// <summary>The lowest point of a quadratic function with a penalty on absolute values: coordinate by coordinate, which finds what is 0, and then by leaps to the lowest point at which the same coordinates are 0.</summary>
/// <param name="square">How slopes change, positive on its diagonal.</param>
/// <param name="at">Where it starts, and ends.</param>
/// <param name="slopes">Those at the start.</param>
/// <param name="lasso">The penalty on each absolute value.</param>
internal sealed class SparseQuadratic(double[] square, double[] at, double[] slopes, double[] lasso)
{
    private const int MostSweeps = 1000;
    private const double Still = 1e-15;

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
        int[] face = [.. Enumerable.Range(0, width).Where(i => at[i] != 0)];
        if (face.Length == 0) return;
        var part = new double[face.Length * face.Length];
        var step = new double[face.Length];
        for (var i = 0; i < face.Length; i++)
        {
            for (var j = 0; j <= i; j++) part[(i * face.Length) + j] = square[(face[i] * width) + face[j]];
            step[i] = -slopes[face[i]] - (at[face[i]] > 0 ? lasso[face[i]] : -lasso[face[i]]);
        }

        var units = new LevelUnits(part, face.Length);
        units.ToSlopes(step);
        units.ToCoefficients(step);
        var (share, first) = (1.0, -1);
        for (var i = 0; i < face.Length; i++)
        {
            // The intercept may have any sign.
            if (lasso[face[i]] == 0 || Math.Sign(at[face[i]] + step[i]) == Math.Sign(at[face[i]])) continue;
            if (-at[face[i]] / step[i] is var until && until < share) (share, first) = (until, i);
        }

        for (var i = 0; i < face.Length; i++) Move(face[i], i == first ? 0 : at[face[i]] + (share * step[i]));
    }

    private void Move(int coordinate, double to)
    {
        var by = to - at[coordinate];
        if (by == 0) return;
        at[coordinate] = to;
        ColumnKernel.AddTimes(square.AsSpan(coordinate * width, width), by, slopes);
    }
}
