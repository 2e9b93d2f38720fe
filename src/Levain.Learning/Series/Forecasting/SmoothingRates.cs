namespace Levain.Learning.Forecasting;

/// <summary>How fast level, trend and season follow the values, and how much of the trend is left from step to step.</summary>
internal readonly record struct SmoothingRates(double Alpha, double Beta, double Gamma, double Phi)
{
    private const double Least = 0.0001, Most = 0.9999;

    /// <summary>The rates at a point of the unit cube; without a fourth coordinate, the trend is not damped.</summary>
    public static SmoothingRates At(ReadOnlySpan<double> point)
    {
        var alpha = Between(Least, Most, point[0]);
        return new(alpha, Between(Least, Most, point[1]), Between(Least, Most, point[2]) * (1 - alpha), point.Length > 3 ? Between(0.8, 0.98, point[3]) : 1);
    }

    private static double Between(double low, double high, double share) => low + (high - low) * share;
}
