namespace Levain.Learning.Linear;

/// <summary>Looks along a line for a point that is low enough and level enough (Wolfe; near the end, where values differ by less than they are rounded, by slopes alone, as Hager and Zhang do).</summary>
internal sealed class LineSearch(Func<double[], double[], double> evaluate, double[] from, double value, double slope, double[] direction)
{
    private const int MostTrials = 40;
    private const double Lower = 1e-4, Leveler = 0.9, Rounding = 1e-13;

    // On a convex line the lowest point lies between the two.
    private (double Step, double Slope) low = (0, slope), high = (double.PositiveInfinity, 0);

    /// <summary>The point, or null where none is found.</summary>
    public LinePoint? Find()
    {
        if (!(slope < 0)) return null;
        var step = 1.0;
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var point = At(step);
            var here = double.IsFinite(point.Value) ? Lbfgs.Dot(point.Slopes, direction) : double.PositiveInfinity;
            if (IsGood(step, point.Value, here)) return point;
            if (here < 0) low = (step, here);
            else high = (step, here);
            step = Next();
        }

        return null;
    }

    private bool IsGood(double step, double there, double here)
    {
        if (!(Math.Abs(here) <= -Leveler * slope)) return false;
        return there <= value + (Lower * step * slope) || (there <= value + (Rounding * Math.Abs(value)) && here <= -(1 - (2 * Lower)) * slope);
    }

    private double Next()
    {
        if (double.IsInfinity(high.Step)) return low.Step * 4;
        var width = high.Step - low.Step;
        // Where the line through both slopes is level, but well inside.
        var share = double.IsFinite(high.Slope) ? low.Slope / (low.Slope - high.Slope) : 0.1;
        return low.Step + (width * Math.Clamp(share, 0.1, 0.9));
    }

    private LinePoint At(double step)
    {
        var at = (double[])from.Clone();
        ColumnKernel.AddTimes(direction, step, at);
        var slopes = new double[at.Length];
        return new(at, evaluate(at, slopes), slopes);
    }
}
