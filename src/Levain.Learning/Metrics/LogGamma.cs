using Levain.Numerics;

namespace Levain.Learning.Metrics;

/// <summary>The logarithm of the factorial, continued between whole numbers: right to about 10^-15 of its value, or of 1 where it is less.</summary>
internal static class LogGamma
{
    private const double HalfLogOfTwoPi = 0.9189385332046728;

    // From here on eight terms of Stirling's series are as good as all.
    private const double Far = 10.0;

    /// <summary>log Γ(1 + x), for x from 0 on.</summary>
    public static double OfOnePlus(double x)
    {
        if (x is 0.0 or 1.0) return 0.0;

        // Γ(1 + x) = Γ(z) / ((1 + x)(2 + x)…(z - 1)) with z beyond ten.
        double z = x + 1.0, product = 1.0;
        for (; z < Far; z += 1.0) product *= z;
        return Stirling(z) - Elementary.Log(product);
    }

    private static double Stirling(double z)
    {
        double inverse = 1.0 / z, square = inverse * inverse;
        var series = 1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360360 - square * (1.0 / 156))))));
        return (z - 0.5) * Elementary.Log(z) - z + HalfLogOfTwoPi + inverse * series;
    }
}
