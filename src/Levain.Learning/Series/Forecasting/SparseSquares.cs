using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>Looks for the lowest point of ½·x'Sx - c'x + λ·Σ|x|, where most of x is 0.</summary>
/// <remarks>
/// By active sets, after Lawson and Hanson: those that are not 0 have signs, and with signs given the lowest point is that of linear equations. On the way there, what meets 0 stays there; at the end, what is pulled
/// away from 0 by more than λ joins. Each step goes down, so that no set comes twice and the last one is the answer, not an approximation of it.
/// </remarks>
internal sealed class SparseSquares(double[][] s, double[] c, double lambda)
{
    // By how much more than λ something must be pulled, as a share of the pulls at 0: less is rounding.
    private const double Blurred = 1e-12;

    private const int MostStepsOfEach = 20;

    /// <summary>Moves a point to the lowest one.</summary>
    public void Minimize(double[] x)
    {
        var signs = Array.ConvertAll(x, Math.Sign);
        // What joined and was sent back at once does not join again before something has moved.
        var isBarred = new bool[x.Length];
        for (var step = 0; step < MostStepsOfEach * x.Length; step++)
        {
            if (Array.TrueForAll(signs, sign => sign == 0) || IsThere(x, signs, isBarred))
            {
                if (Joining(x, signs, isBarred) is not { } joining) return;
                signs[joining.Index] = joining.Sign;
            }
        }
    }

    /// <summary>Goes towards the lowest point for these signs; false where something met 0 before.</summary>
    private bool IsThere(double[] x, int[] signs, bool[] isBarred)
    {
        int[] active = [.. Enumerable.Range(0, x.Length).Where(i => signs[i] != 0)];
        var target = Target(active, signs);
        var (way, met) = (1.0, -1);
        for (var i = 0; i < active.Length; i++)
        {
            var (from, to) = (x[active[i]], target[i]);
            if (Math.Sign(to) == signs[active[i]]) continue;
            var share = from == 0 ? 0 : from / (from - to);
            if (share < way || met < 0) (way, met) = (share, active[i]);
        }

        var hasMoved = false;
        for (var i = 0; i < active.Length; i++)
        {
            var to = met < 0 ? target[i] : x[active[i]] + way * (target[i] - x[active[i]]);
            hasMoved |= to != x[active[i]];
            x[active[i]] = to;
        }

        if (hasMoved) Array.Clear(isBarred);
        if (met < 0) return true;
        isBarred[met] = !hasMoved;
        (x[met], signs[met]) = (0, 0);
        return false;
    }

    private double[] Target(int[] active, int[] signs)
    {
        var target = Array.ConvertAll(active, i => c[i] - lambda * signs[i]);
        var triangle = new Cholesky(Array.ConvertAll(active, i => Array.ConvertAll(active, j => s[i][j])), []);
        triangle.Forward(target);
        triangle.Backward(target);
        return target;
    }

    private (int Index, int Sign)? Joining(double[] x, int[] signs, bool[] isBarred)
    {
        (int, int)? joining = null;
        var largest = lambda;
        for (var i = 0; i < x.Length; i++)
        {
            if (signs[i] != 0 || isBarred[i]) continue;
            var pull = c[i] - ColumnKernel.Sum(s[i], x);
            if (Math.Abs(pull) <= Math.Max(largest, lambda + Blurred * Math.Abs(c[i]))) continue;
            (joining, largest) = ((i, Math.Sign(pull)), Math.Abs(pull));
        }

        return joining;
    }
}
