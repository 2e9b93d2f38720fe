using System.Numerics;

namespace Levain.Tests.Numerics;

/// <summary>A number with hundreds of bits: <paramref name="Units"/> · 2^-<paramref name="Scale"/>.</summary>
internal readonly record struct Real(BigInteger Units, int Scale)
{
    public static Real Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent == 0) exponent = 1;
        else mantissa += BigInteger.One << 52;
        return new Real(bits < 0 ? -mantissa : mantissa, 1075 - exponent).Trimmed();
    }

    public int Exponent => Units.IsZero ? -Scale : (int)BigInteger.Abs(Units).GetBitLength() - 1 - Scale;

    /// <summary>The same with another number of bits behind the point.</summary>
    public Real At(int scale) => new(scale >= Scale ? Units << (scale - Scale) : Units >> (Scale - scale), scale);

    /// <summary>Rounded to 53 bits, for guesses only.</summary>
    public double Rough()
    {
        var drop = (int)BigInteger.Abs(Units).GetBitLength() - 53;
        var mantissa = drop > 0 ? Units >> drop : Units << -drop;
        return Math.ScaleB((double)mantissa, drop - Scale);
    }

    /// <summary>How far <paramref name="result"/> is from this number, in units of the last place that a double has there. Infinity counts as 2^1024.</summary>
    public double UlpsFrom(double result)
    {
        if (double.IsNaN(result)) return double.PositiveInfinity;

        var found = double.IsInfinity(result) ? new Real(result > 0 ? 1 : -1, -1024) : Of(result);
        var scale = Math.Max(Scale, found.Scale);
        var difference = BigInteger.Abs(At(scale).Units - found.At(scale).Units);
        var lastPlace = Math.Max(Exponent - 52, -1074);
        var shift = scale + lastPlace - 30;
        difference = shift >= 0 ? difference >> shift : difference << -shift;
        return (double)difference / (1 << 30);
    }

    private Real Trimmed()
    {
        if (Units.IsZero) return new Real(0, 0);

        var zeros = (int)BigInteger.TrailingZeroCount(Units);
        return new Real(Units >> zeros, Scale - zeros);
    }
}
