using Levain.Numerics;

namespace Levain.Learning.Tuning;

/// <summary>The logistic distribution with the deviation of a normal one: as good a kernel, and its sums and their inverse are elementary.</summary>
internal static class LogisticKernel
{
    // √3 / π.
    private const double ScaleOfDeviation = 0.5513288954217920;

    // Half of the least step of a uniform number, so that no draw is at an end.
    private const double HalfUnit = 5.551115123125783e-17;

    public static double Below(double place, double center, double deviation) => Elementary.Sigmoid((place - center) / (ScaleOfDeviation * deviation));

    /// <summary>The chance to lie between two places.</summary>
    public static double Mass(double from, double to, double center, double deviation)
    {
        // Both far above the centre would be differences of numbers close to 1: mirrored they are small.
        return from > center
            ? Below((2 * center) - from, center, deviation) - Below((2 * center) - to, center, deviation)
            : Below(to, center, deviation) - Below(from, center, deviation);
    }

    public static double Density(double place, double center, double deviation)
    {
        var scale = ScaleOfDeviation * deviation;
        var z = (place - center) / scale;
        return Elementary.Sigmoid(z) * Elementary.Sigmoid(-z) / scale;
    }

    /// <summary>The place below which a share of what lies between two places is.</summary>
    public static double Place(double share, double from, double to, double center, double deviation)
    {
        var (low, high) = (Below(from, center, deviation), Below(to, center, deviation));
        var below = low + ((high - low) * (share + HalfUnit));
        var place = center + (ScaleOfDeviation * deviation * (Elementary.Log(below) - Elementary.Log1p(-below)));
        return double.IsFinite(place) ? Math.Clamp(place, from, to) : center;
    }
}
