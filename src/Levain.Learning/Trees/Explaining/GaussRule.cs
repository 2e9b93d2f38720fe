using Levain.Numerics;

namespace Levain.Learning.Explaining;

/// <summary>Points between 0 and 1 and their weights, by which a polynomial's integral is a sum: exact, but for rounding, up to degree 2n - 1 (Gauss and Legendre).</summary>
internal sealed class GaussRule
{
    private const double Pi = 3.141592653589793;

    public GaussRule(int count)
    {
        (Points, Weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var (root, slope) = Root(count, Elementary.Cos(Pi * (i + 0.75) / (count + 0.5)));
            Points[i] = 0.5 * (1.0 - root);
            Weights[i] = 1.0 / ((1.0 - root * root) * slope * slope);
        }
    }

    public double[] Points { get; }

    public double[] Weights { get; }

    // Newton's method; the start is so near that it needs three or four steps.
    private static (double Root, double Slope) Root(int count, double near)
    {
        var slope = 0.0;
        for (var step = 0; step < 20; step++)
        {
            (var value, slope) = Legendre(count, near);
            var next = near - value / slope;
            if (next == near) break;
            near = next;
        }

        return (near, slope);
    }

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 1; n < degree; n++) (before, value) = (value, ((2 * n + 1) * x * value - n * before) / (n + 1));
        return (value, degree * (x * value - before) / (x * x - 1.0));
    }
}
