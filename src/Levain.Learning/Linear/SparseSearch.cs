namespace Levain.Learning.Linear;

/// <summary>Finds the lowest point of a loss with a penalty on absolute values by Newton's steps: each goes to the lowest point of the quadratic function that is like the loss where it stands.</summary>
/// <param name="lasso">The penalty on each absolute value.</param>
/// <param name="unit">The slopes that count as 1.</param>
internal sealed class SparseSearch(SparseLoss loss, double[] lasso, double unit, double tolerance, int iterations)
{
    private const int FewestNew = 100, MostHalves = 40;
    private const double Lower = 1e-4, Rounding = 1e-14;

    // Where rounding of the loss hides which way is down, a slope of this many tolerances is as level as it gets.
    private const double Blurred = 1e3;

    public int Steps { get; private set; }

    /// <summary>The largest slope where it stands, beyond what the penalty allows.</summary>
    public double Slope { get; private set; }

    /// <summary>Moves a point to the lowest one, and says whether it came there.</summary>
    public bool Minimize(double[] at)
    {
        var slopes = new double[at.Length];
        var value = loss.Evaluate(at, slopes) + Cost(at);
        for (; ; Steps++)
        {
            Slope = Largest(at, slopes);
            if (Slope <= tolerance) return true;
            if (Steps == iterations || !double.IsFinite(value)) return false;
            if (Search(at, value, slopes, Target(at, slopes)) is not { } found) return Slope <= Blurred * tolerance;
            found.At.CopyTo(at, 0);
            (value, slopes) = (found.Value, found.Slopes);
        }
    }

    private double[] Target(double[] at, double[] slopes)
    {
        var members = Members(at, slopes);
        var (some, own, pulls) = (Array.ConvertAll(members, i => at[i]), Array.ConvertAll(members, i => slopes[i]), Array.ConvertAll(members, i => lasso[i]));
        new SparseQuadratic(loss.Curvature(at, members), some, own, pulls).Solve(tolerance * unit / 10);
        var target = (double[])at.Clone();
        for (var i = 0; i < members.Length; i++) target[members[i]] = some[i];
        return target;
    }

    /// <summary>The coordinates that move: those that are not 0, the intercept, and those that want to move most.</summary>
    private int[] Members(double[] at, double[] slopes)
    {
        int[] old = [.. Enumerable.Range(0, at.Length).Where(i => at[i] != 0 || i == at.Length - 1)];
        var wanted = Enumerable.Range(0, at.Length - 1).Where(i => at[i] == 0 && Math.Abs(slopes[i]) > lasso[i]);
        // Of many columns few are wanted in the end, and all pairs of these have to be looked at.
        return [.. old.Concat(wanted.OrderByDescending(i => Math.Abs(slopes[i]) - lasso[i]).Take(Math.Max(FewestNew, 2 * old.Length))).Order()];
    }

    private LinePoint? Search(double[] from, double value, double[] slopes, double[] target)
    {
        var slope = Cost(target) - Cost(from);
        for (var i = 0; i < from.Length; i++) slope += slopes[i] * (target[i] - from[i]);
        var share = 1.0;
        for (var half = 0; half < MostHalves; half++, share /= 2)
        {
            var at = share == 1 ? target : Between(from, target, share);
            var there = new double[at.Length];
            var found = loss.Evaluate(at, there) + Cost(at);
            if (found <= value + (Lower * share * slope) || (found <= value + (Rounding * Math.Abs(value)) && Largest(at, there) < Slope)) return new(at, found, there);
        }

        return null;
    }

    private static double[] Between(double[] from, double[] target, double share)
    {
        var at = new double[from.Length];
        for (var i = 0; i < at.Length; i++) at[i] = from[i] + (share * (target[i] - from[i]));
        return at;
    }

    private double Cost(double[] at)
    {
        var cost = 0.0;
        for (var i = 0; i < at.Length; i++) cost += lasso[i] * Math.Abs(at[i]);
        return cost;
    }

    private double Largest(double[] at, double[] slopes)
    {
        var largest = 0.0;
        for (var i = 0; i < at.Length; i++) largest = Math.Max(largest, SparseQuadratic.Excess(at[i], slopes[i], lasso[i]) / unit);
        return largest;
    }
}
