using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Levain.Numerics;

namespace Levain.Tests.Numerics;

public sealed class ExactSumTests
{
    private static readonly Arbitrary<double[]> Numbers = Gen.Choose(0, int.MaxValue).Select(Draw).ToArbitrary();

    [Fact]
    public void The_sum_is_the_true_sum_rounded_once() =>
        Prop.ForAll(Numbers, values => Assert.Equal(Bits(Rounded(values)), Bits(ExactSum.Of(values)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_order_gives_the_same_bits() =>
        Prop.ForAll(Numbers, values =>
        {
            var shuffled = values.ToArray();
            new CounterRandom((ulong)values.Length).Shuffle<double>(shuffled);
            Assert.Equal(Bits(ExactSum.Of(values)), Bits(ExactSum.Of(shuffled)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_of_parts_joined_in_any_order_give_the_same_bits() =>
        Prop.ForAll(Numbers, values =>
        {
            var parts = new ExactSum[5];
            for (var i = 0; i < parts.Length; i++) parts[i] = new ExactSum();
            for (var i = 0; i < values.Length; i++) parts[i % parts.Length].Add(values[i]);
            var joined = new ExactSum();
            foreach (var part in parts.Reverse()) joined.Add(part);
            Assert.Equal(Bits(ExactSum.Of(values)), Bits(joined.Value));
        }).QuickCheckThrowOnFailure();

    public static TheoryData<double[], double, string> Edges => new()
    {
        { [], 0.0, "nothing" },
        { [-0.0], 0.0, "a zero has no sign" },
        { [1e308, 1e308, -1e308, -1e308, 1e-320], 1e-320, "beyond the largest and back, with a subnormal rest" },
        { [double.MaxValue, double.MaxValue], double.PositiveInfinity, "beyond the largest" },
        { [double.MaxValue, 9.9792015476735990583e291], double.PositiveInfinity, "half a place above the largest rounds up" },
        { [double.MaxValue, 9.9792015476735990582e291, -double.Epsilon], double.MaxValue, "just under half a place above the largest" },
        { [1.0, 1.1102230246251565e-16], 1.0, "a tie goes to even, here down" },
        { [1.0000000000000002, 1.1102230246251565e-16], 1.0000000000000004, "a tie goes to even, here up" },
        { [1.0, 1.1102230246251565e-16, double.Epsilon], 1.0000000000000002, "the smallest subnormal breaks the tie" },
        { [-1.0, -1.1102230246251565e-16, -double.Epsilon], -1.0000000000000002, "the same below zero" },
        { [double.Epsilon, double.Epsilon], 2 * double.Epsilon, "subnormal numbers" },
        { [2.225073858507201e-308, double.Epsilon], 2.2250738585072014e-308, "from subnormal to normal" },
        { [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 1.0, "ten tenths" },
        { [double.NaN, 1.0], double.NaN, "not a number" },
        { [double.PositiveInfinity, -1e308], double.PositiveInfinity, "an infinity" },
        { [double.NegativeInfinity], double.NegativeInfinity, "an infinity" },
        { [double.PositiveInfinity, double.NegativeInfinity], double.NaN, "infinities of both signs" },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void An_edge_has_its_sum(double[] values, double expected, string why) =>
        Assert.True(Bits(expected) == Bits(ExactSum.Of(values)), $"{why}: expected {expected:R}, found {ExactSum.Of(values):R}");

    [Fact]
    public void Reading_the_sum_does_not_change_it()
    {
        var sum = new ExactSum();
        sum.Add([1e300, 1.0, -1e300]);

        Assert.Equal(1.0, sum.Value);
        sum.Add(-1.0);
        Assert.Equal(0.0, sum.Value);
        sum.Add(-2.5);
        Assert.Equal(-2.5, sum.Value);
    }

    /// <summary>Numbers that cancel: of all sizes, of similar size, and some with their opposite.</summary>
    private static double[] Draw(int seed)
    {
        var random = new CounterRandom((ulong)seed);
        var count = random.Below(0, 60);
        int least = random.Below(1, 2000), range = 1 + random.Below(2, 2046 - least);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            var exponent = (ulong)(least + random.Below((ulong)i + 10, range)) << 52;
            values[i] = BitConverter.UInt64BitsToDouble((random.Fork(1).At((ulong)i) & 0x800F_FFFF_FFFF_FFFF) | exponent);
            if (i > 0 && random.Fork(2).Below((ulong)i, 4) == 0) values[i] = -values[i - 1];
        }

        return values;
    }

    /// <summary>The sum as a whole number of 2^-1074, rounded to 53 bits by hand.</summary>
    private static double Rounded(double[] values)
    {
        var sum = values.Aggregate(BigInteger.Zero, (total, value) => total + Real.Of(value).At(1074).Units);
        var size = BigInteger.Abs(sum);
        var drop = Math.Max(0, (int)size.GetBitLength() - 53);
        var kept = size >> drop;
        var rest = size - (kept << drop);
        var half = drop == 0 ? BigInteger.One : BigInteger.One << (drop - 1);
        if (rest > half || (rest == half && !kept.IsEven)) kept++;
        // kept · 2^(drop - 1074) is a double or beyond the largest: exact in two steps.
        var value = drop > 1000 ? (double)kept * Math.ScaleB(1, drop - 1074) : (double)kept * double.Epsilon * Math.ScaleB(1, drop);
        return sum.Sign < 0 ? -value : value;
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
