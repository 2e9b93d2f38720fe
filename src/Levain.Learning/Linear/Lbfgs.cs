namespace Levain.Learning.Linear;

/// <summary>Finds the lowest point of a smooth convex function by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu and Nocedal, 1989).</summary>
/// <param name="evaluate">The value at a point, and the slope in each direction.</param>
/// <param name="tolerance">It is there when no slope is larger.</param>
internal sealed class Lbfgs(Func<double[], double[], double> evaluate, double tolerance, int iterations)
{
    private const int Memory = 12;

    // Where rounding of the value hides which way is down, a slope of this many tolerances is as level as it gets.
    private const double Blurred = 1e3;

    private readonly List<(double[] Move, double[] Turn, double Product)> history = [];

    public int Steps { get; private set; }

    /// <summary>The largest slope where it stands.</summary>
    public double Slope { get; private set; }

    /// <summary>Moves a point to the lowest one, and says whether it came there.</summary>
    public bool Minimize(double[] at)
    {
        var slopes = new double[at.Length];
        var value = evaluate(at, slopes);
        for (; ; Steps++)
        {
            Slope = Largest(slopes);
            if (Slope <= tolerance) return true;
            if (Steps == iterations || !double.IsFinite(value)) return false;
            var direction = Direction(slopes);
            var search = new LineSearch(evaluate, at, value, Dot(slopes, direction), direction);
            if (search.Find() is not { } found)
            {
                if (history.Count == 0) return Slope <= Blurred * tolerance;
                history.Clear();
                continue;
            }

            Remember(at, slopes, found);
            found.At.CopyTo(at, 0);
            (value, slopes) = (found.Value, found.Slopes);
        }
    }

    private void Remember(double[] at, double[] slopes, LinePoint found)
    {
        var (move, turn) = (new double[at.Length], new double[at.Length]);
        for (var i = 0; i < at.Length; i++) (move[i], turn[i]) = (found.At[i] - at[i], found.Slopes[i] - slopes[i]);
        var product = Dot(move, turn);
        if (!(product > 0)) return;
        if (history.Count == Memory) history.RemoveAt(0);
        history.Add((move, turn, product));
    }

    /// <summary>Down the slopes, turned and stretched by what the last moves told of the curvature.</summary>
    private double[] Direction(double[] slopes)
    {
        var direction = Array.ConvertAll(slopes, slope => -slope);
        var shares = new double[history.Count];
        for (var i = history.Count - 1; i >= 0; i--)
        {
            var (move, turn, product) = history[i];
            shares[i] = Dot(move, direction) / product;
            AddTimes(turn, -shares[i], direction);
        }

        if (history.Count > 0)
        {
            var (_, turn, product) = history[^1];
            var stretch = product / Dot(turn, turn);
            for (var i = 0; i < direction.Length; i++) direction[i] *= stretch;
        }

        for (var i = 0; i < history.Count; i++)
        {
            var (move, turn, product) = history[i];
            AddTimes(move, shares[i] - (Dot(turn, direction) / product), direction);
        }

        return direction;
    }

    internal static double Dot(double[] left, double[] right) => ColumnKernel.Sum(left, right);

    private static void AddTimes(double[] from, double factor, double[] to) => ColumnKernel.AddTimes(from, factor, to);

    private static double Largest(double[] slopes)
    {
        var largest = 0.0;
        foreach (var slope in slopes) largest = Math.Max(largest, Math.Abs(slope));
        return largest;
    }
}
