namespace Levain.Learning.Forecasting;

/// <summary>Looks for the smallest value of a function over the unit cube: the best of some points, and from there the simplex of Nelder and Mead.</summary>
/// <remarks>Every step and every tie is decided by a fixed order, so that the same function gives the same bits. What leaves the cube is brought back to its side; what is no number counts as infinite.</remarks>
internal sealed class Simplex
{
    private const int MostSteps = 300;
    private const double FirstEdge = 0.1, SmallestEdge = 1e-6, SmallestGain = 1e-12;

    private readonly Func<double[], double> function;
    // Ascending by value; equal ones in the order in which they came.
    private readonly List<Corner> corners = [];

    private Simplex(double[] start, Func<double[], double> function)
    {
        this.function = function;
        Insert(At(start));
        for (var i = 0; i < start.Length; i++)
        {
            var corner = start.ToArray();
            corner[i] += corner[i] + FirstEdge <= 1 ? FirstEdge : -FirstEdge;
            Insert(At(corner));
        }
    }

    public static double[] Minimum(IEnumerable<double[]> starts, Func<double[], double> function)
    {
        Corner? best = null;
        foreach (var start in starts)
        {
            var corner = new Corner(start, Value(function, start));
            if (best is null || corner.Value < best.Value) best = corner;
        }

        var simplex = new Simplex((best ?? throw new ArgumentException("there is no point to start from", nameof(starts))).Point, function);
        for (var step = 0; step < MostSteps && !simplex.IsSmall; step++) simplex.Step();
        return simplex.corners[0].Point;
    }

    private bool IsSmall => corners[^1].Value - corners[0].Value <= SmallestGain * corners[0].Value || corners.All(corner => Distance(corner.Point, corners[0].Point) <= SmallestEdge);

    private void Step()
    {
        var worst = corners[^1];
        var centre = Centre();
        var reflected = At(Along(centre, worst.Point, -1));
        if (reflected.Value < corners[0].Value)
        {
            var expanded = At(Along(centre, worst.Point, -2));
            Replace(expanded.Value < reflected.Value ? expanded : reflected);
        }
        else if (reflected.Value < corners[^2].Value)
        {
            Replace(reflected);
        }
        else
        {
            var contracted = At(Along(centre, worst.Point, reflected.Value < worst.Value ? -0.5 : 0.5));
            if (contracted.Value < Math.Min(reflected.Value, worst.Value)) Replace(contracted);
            else Shrink();
        }
    }

    private double[] Centre()
    {
        var centre = new double[corners.Count - 1];
        for (var i = 0; i < centre.Length; i++)
        {
            for (var corner = 0; corner < centre.Length; corner++) centre[i] += corners[corner].Point[i];
            centre[i] /= centre.Length;
        }

        return centre;
    }

    private void Shrink()
    {
        var old = corners.ToArray();
        corners.Clear();
        corners.Add(old[0]);
        foreach (var corner in old.AsSpan(1)) Insert(At(Along(old[0].Point, corner.Point, 0.5)));
    }

    private void Replace(Corner corner)
    {
        corners.RemoveAt(corners.Count - 1);
        Insert(corner);
    }

    private void Insert(Corner corner)
    {
        var place = corners.Count;
        while (place > 0 && corner.Value < corners[place - 1].Value) place--;
        corners.Insert(place, corner);
    }

    private Corner At(double[] point)
    {
        for (var i = 0; i < point.Length; i++) point[i] = Math.Clamp(point[i], 0, 1);
        return new(point, Value(function, point));
    }

    private static double Value(Func<double[], double> function, double[] point) => function(point) is var value && double.IsNaN(value) ? double.PositiveInfinity : value;

    private static double[] Along(double[] from, double[] to, double share)
    {
        var point = new double[from.Length];
        for (var i = 0; i < point.Length; i++) point[i] = from[i] + share * (to[i] - from[i]);
        return point;
    }

    private static double Distance(double[] one, double[] other)
    {
        var largest = 0.0;
        for (var i = 0; i < one.Length; i++) largest = Math.Max(largest, Math.Abs(one[i] - other[i]));
        return largest;
    }

    private sealed record Corner(double[] Point, double Value);
}
