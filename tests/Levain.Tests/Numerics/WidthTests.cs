using Levain.Numerics;

namespace Levain.Tests.Numerics;

public sealed class WidthTests
{
    public static TheoryData<string> Names => Functions.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_vector_width_gives_the_bits_of_one_at_a_time(string name)
    {
        var function = Functions.Named(name);
        var x = Arguments(function);
        var expected = Array.ConvertAll(x, value => BitConverter.DoubleToInt64Bits(function.One(value)));

        foreach (var width in (int[])[2, 4, 8])
        {
            var results = new double[x.Length];
            Assert.Equal(x.Length, function.PerWidth(width, x, results));
            Assert.Equal(expected, Array.ConvertAll(results, BitConverter.DoubleToInt64Bits));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_span_of_any_length_may_be_its_own_destination(string name)
    {
        var function = Functions.Named(name);
        for (var length = 0; length < 20; length++)
        {
            var x = Arguments(function)[..length];
            var expected = Array.ConvertAll(x, value => BitConverter.DoubleToInt64Bits(function.One(value)));

            function.Many(x, x);

            Assert.Equal(expected, Array.ConvertAll(x, BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Every_vector_width_gives_the_same_powers_and_angles()
    {
        var pairs = AccuracyTests.Powers(new CounterRandom(3)).Take(2000).Concat(
            from x in SpecialValues.All from y in SpecialValues.All select (x, y)).ToArray();
        Array.Resize(ref pairs, pairs.Length / 8 * 8);

        AssertWidthsAgree<Elementary.PowFunction>(pairs, Elementary.Pow);
        AssertWidthsAgree<Elementary.Atan2Function>(pairs, Elementary.Atan2);
    }

    [Fact]
    public void A_shifted_part_of_the_source_is_refused_as_destination()
    {
        var values = new double[10];

        Assert.Throws<ArgumentException>(() => Elementary.Exp(values.AsSpan(0, 8), values.AsSpan(1, 8)));
        Assert.Throws<ArgumentException>(() => Elementary.Exp(values, new double[9]));
        Assert.Throws<ArgumentException>(() => Elementary.Pow(values, new double[9], new double[10]));
    }

    /// <summary>Special values beside ordinary ones, in ever different lanes; a multiple of eight.</summary>
    private static double[] Arguments(Function function)
    {
        var random = new CounterRandom(7);
        double[] special = [.. SpecialValues.All, .. function.Hard];
        return [.. Enumerable.Range(0, 2000).Select(i => random.Below((ulong)i, 10) == 0 ? special[i % special.Length] : function.Draw(random, (ulong)i))];
    }

    private static void AssertWidthsAgree<TFunction>((double X, double Y)[] pairs, Func<double, double, double> one) where TFunction : IFunctionOfTwo
    {
        double[] x = Array.ConvertAll(pairs, pair => pair.X), y = Array.ConvertAll(pairs, pair => pair.Y);
        var expected = Array.ConvertAll(pairs, pair => BitConverter.DoubleToInt64Bits(one(pair.X, pair.Y)));

        foreach (var width in (int[])[2, 4, 8])
        {
            var results = new double[x.Length];
            var done = width switch
            {
                2 => Spans.MapLanes<TFunction, TwoLanes>(x, y, results, 0),
                4 => Spans.MapLanes<TFunction, FourLanes>(x, y, results, 0),
                _ => Spans.MapLanes<TFunction, EightLanes>(x, y, results, 0),
            };
            Assert.Equal(x.Length, done);
            Assert.Equal(expected, Array.ConvertAll(results, BitConverter.DoubleToInt64Bits));
        }
    }
}
