namespace Levain.Learning.Tests.Metrics;

internal static class Close
{
    /// <summary>Near in share of what is expected, or of 1 where that is less.</summary>
    public static void To(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what} is {actual:R} and should be {expected:R}");
}
