using System.Globalization;

namespace Levain.Learning.Encoders;

/// <summary>Decimals as the doubles nearest to them, so that a column of decimals gives what its text would.</summary>
internal static class ExactNumber
{
    private const long LargestExact = 1L << 53;
    private const int MostExactDigits = 22;

    private static ReadOnlySpan<double> Powers => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public static double Of(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = (uint)parts[0] | (long)(uint)parts[1] << 32;
        // A quotient of two doubles that are exact is rounded once; the rest goes through its digits.
        if (parts[2] != 0 || digits is < 0 or > LargestExact || value.Scale > MostExactDigits) return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var number = digits / Powers[value.Scale];
        return parts[3] < 0 && digits != 0 ? -number : number;
    }
}
