using System.Numerics;

namespace Levain.Tests.Numerics;

/// <summary>The elementary functions to more than 120 bits, from series over whole numbers: what the arithmetic under test is measured against.</summary>
internal static class Reference
{
    private const int Bits = 260;

    // As many as the largest double needs to be reduced by π/2.
    private const int MostBits = 2600;

    private static readonly BigInteger Pi = 4 * (4 * ArcTangentOfInverse(5) - ArcTangentOfInverse(239));
    private static readonly BigInteger Ln2 = 2 * ArcTangentOfInverse(3, alternating: false);
    private static readonly BigInteger Ln10 = 3 * Ln2 + 2 * ArcTangentOfInverse(9, alternating: false);

    public static Real Exp(double x) => Exp(Exactly(x));

    public static Real Exp2(double x)
    {
        var exact = Exactly(x);
        return Exp(new Real((exact.Units * Constant(Ln2, exact.Scale)) >> exact.Scale, exact.Scale));
    }

    public static Real Expm1(double x)
    {
        var e = Exp(Exactly(x));
        var scale = Math.Max(e.Scale, Exactly(x).Scale);
        return new Real(e.At(scale).Units - (BigInteger.One << scale), scale);
    }

    public static Real Log(double x) => Log(Real.Of(x), Bits);

    public static Real Log2(double x)
    {
        var log = Log(x);
        return new Real((log.Units << log.Scale) / Constant(Ln2, log.Scale), log.Scale);
    }

    public static Real Log10(double x)
    {
        var log = Log(x);
        return new Real((log.Units << log.Scale) / Constant(Ln10, log.Scale), log.Scale);
    }

    public static Real Log1p(double x)
    {
        var exact = Exactly(x);
        if (exact.Exponent >= -40) return Log(new Real((BigInteger.One << exact.Scale) + exact.Units, exact.Scale), Bits);
        return new Real(LogOfOnePlus(exact.Units, exact.Scale), exact.Scale);
    }

    public static Real Pow(double x, double y)
    {
        var log = Log(Real.Of(x), Bits + 200);
        var power = Real.Of(y);
        return Exp(new Real(log.Units * power.Units, log.Scale + power.Scale).At(Bits + 100));
    }

    public static Real Tanh(double x)
    {
        var e = Expm1(2 * x);
        return Quotient(e.Units, e.Units + (BigInteger.One << (e.Scale + 1)), Bits + Math.Max(0, -e.Exponent));
    }

    public static Real Sigmoid(double x)
    {
        var e = Exp(-x);
        var scale = Math.Max(e.Scale, 0);
        var one = BigInteger.One << scale;
        return Quotient(one, one + e.At(scale).Units, Bits + Math.Max(0, e.Exponent));
    }

    public static Real Sin(double x)
    {
        var (sin, cos, quarters) = Turn(x);
        return (quarters & 1) == 0 ? Signed(sin, quarters) : Signed(cos, quarters);
    }

    public static Real Cos(double x)
    {
        var (sin, cos, quarters) = Turn(x);
        return (quarters & 1) == 0 ? Signed(cos, quarters) : Signed(sin, quarters + 2);
    }

    public static Real Tan(double x)
    {
        Real sin = Sin(x), cos = Cos(x);
        return new Real((sin.Units << sin.Scale) / cos.Units, sin.Scale);
    }

    public static Real Atan(double x)
    {
        var size = Atan2(Math.Abs(x), 1.0);
        return x < 0 ? new Real(-size.Units, size.Scale) : size;
    }

    public static Real Atan2(double y, double x)
    {
        Real above = Real.Of(Math.Abs(y)), below = Real.Of(Math.Abs(x));
        var scale = Bits + Math.Max(0, below.Exponent - above.Exponent);
        var swapped = above.Exponent > below.Exponent;
        var quotient = swapped ? Quotient(below, above, scale) : Quotient(above, below, scale);
        var angle = ArcTangent(quotient, scale);
        if (swapped) angle = (Constant(Pi, scale) >> 1) - angle;
        if (x < 0) angle = Constant(Pi, scale) - angle;
        return new Real(y < 0 ? -angle : angle, scale);
    }

    /// <summary>x without loss, with at least 140 more bits than it needs itself.</summary>
    private static Real Exactly(double x)
    {
        var exact = Real.Of(x);
        return exact.At(Math.Max(Bits, exact.Scale + 200));
    }

    private static BigInteger Constant(BigInteger constant, int scale) => scale <= MostBits ? constant >> (MostBits - scale) : throw new ArgumentOutOfRangeException(nameof(scale));

    private static Real Exp(Real x)
    {
        var (units, scale) = x;
        var ln2 = Constant(Ln2, scale);
        var k = (int)BigInteger.Divide(2 * units + (units.Sign * ln2), 2 * ln2);
        var r = units - k * ln2;
        BigInteger sum = BigInteger.One << scale, term = sum;
        for (var i = 1; !term.IsZero; i++)
        {
            term = (term * r / i) >> scale;
            if (term == BigInteger.MinusOne) break;
            sum += term;
        }

        return new Real(sum, scale - k);
    }

    private static Real Log(Real x, int scale)
    {
        var k = x.Exponent;
        scale = Math.Max(scale, x.Scale + k);
        var m = new Real(x.Units, x.Scale + k).At(scale);
        if (m.Units * 2 > BigInteger.One * 3 << scale) (k, m) = (k + 1, new Real(m.Units >> 1, scale));

        // log m = g + log(m·e^-g) for a guess g of some fifty bits, good or bad.
        var guess = new Real(new BigInteger(Math.Log(m.Rough()) * (1L << 60)), 60).At(scale);
        var inverse = Exp(new Real(-guess.Units, scale)).At(scale);
        var rest = ((m.Units * inverse.Units) >> scale) - (BigInteger.One << scale);
        return new Real(guess.Units + LogOfOnePlus(rest, scale) + k * Constant(Ln2, scale), scale);
    }

    private static BigInteger LogOfOnePlus(BigInteger f, int scale)
    {
        BigInteger sum = f, power = f;
        for (var i = 2; ; i++)
        {
            power = -(power * f) >> scale;
            var term = power / i;
            if (term.IsZero) return sum;
            sum += term;
        }
    }

    private static Real Signed(Real value, int quarters) => (quarters & 2) == 0 ? value : new Real(-value.Units, value.Scale);

    private static (Real Sin, Real Cos, int Quarters) Turn(double x)
    {
        var exact = Exactly(x);
        var wide = exact.Scale + Math.Max(0, exact.Exponent) + 64;
        var quarter = Constant(Pi, wide) >> 1;
        var units = exact.At(wide).Units;
        var n = BigInteger.Divide(2 * units + (units.Sign * quarter), 2 * quarter);
        var r = (units - n * quarter) >> (wide - exact.Scale);
        return (new Real(Alternating(r, r, 1, exact.Scale), exact.Scale), new Real(Alternating(BigInteger.One << exact.Scale, r, 0, exact.Scale), exact.Scale), (int)(n & 3));
    }

    /// <summary>first - first·r²/((n+1)(n+2)) + ...: the sine for n = 1, the cosine for n = 0.</summary>
    private static BigInteger Alternating(BigInteger first, BigInteger r, int n, int scale)
    {
        BigInteger sum = first, term = first, square = (r * r) >> scale;
        for (var i = n; !term.IsZero; i += 2)
        {
            term = -((term * square) >> scale) / ((i + 1) * (i + 2));
            sum += term;
        }

        return sum;
    }

    private static BigInteger ArcTangent(BigInteger t, int scale)
    {
        if (t.IsZero) return 0;

        // atan t = g + atan((t·cos g - sin g)/(cos g + t·sin g)) for a guess g of some fifty bits.
        var guess = (long)(Math.Atan(new Real(t, scale).Rough()) * (1L << 60));
        var g = new Real(guess, 60).At(scale).Units;
        BigInteger sin = Alternating(g, g, 1, scale), cos = Alternating(BigInteger.One << scale, g, 0, scale);
        var rest = (((t * cos) >> scale) - sin << scale) / (cos + ((t * sin) >> scale));
        BigInteger sum = rest, power = rest, square = (rest * rest) >> scale;
        for (var i = 3; ; i += 2)
        {
            power = -((power * square) >> scale);
            var term = power / i;
            if (term.IsZero) return g + sum;
            sum += term;
        }
    }

    private static Real Quotient(BigInteger above, BigInteger below, int scale) => new((above << scale) / below, scale);

    private static BigInteger Quotient(Real above, Real below, int scale)
    {
        var shift = scale + below.Scale - above.Scale;
        return shift >= 0 ? (above.Units << shift) / below.Units : above.Units / (below.Units << -shift);
    }

    private static BigInteger ArcTangentOfInverse(int n, bool alternating = true)
    {
        BigInteger power = (BigInteger.One << (MostBits + 20)) / n, sum = power;
        for (var i = 3; !power.IsZero; i += 2)
        {
            power /= alternating ? -n * n : n * n;
            sum += power / i;
        }

        return sum >> 20;
    }
}
