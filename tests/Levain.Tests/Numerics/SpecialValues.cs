namespace Levain.Tests.Numerics;

internal static class SpecialValues
{
    /// <summary>Zeros, infinities, not-a-numbers of several kinds, and both sides of every edge of the format.</summary>
    public static readonly double[] All =
    [
        0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, double.NaN, -double.NaN, BitConverter.Int64BitsToDouble(0x7FF8000000001234),
        double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon,
        2.2250738585072014e-308, -2.2250738585072014e-308, 2.225073858507201e-308, 0.9999999999999999, 1.0000000000000002,
        4503599627370497.0, 9007199254740991.0, -9007199254740991.0, 9007199254740992.0, 1e19, -1e19, 1e300, 1e-300, -1e-300,
    ];
}
