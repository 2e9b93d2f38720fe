using Levain.Numerics;

namespace Levain.Tests.Numerics;

/// <summary>The functions over single-precision numbers.</summary>
public sealed class SingleFunctionTests(ITestOutputHelper output)
{
    private static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue,
        float.Epsilon, -float.Epsilon, 88.72283f, 88.72284f, -87.33654f, -87.33655f, -103.97207f, -103.97208f, -103.27893f, 16.635532f, -16.635532f,
    ];

    public static TheoryData<string> Names => ["Exp", "Sigmoid"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_result_is_the_nearest_single_but_for_a_millionth_of_the_last_place(string name)
    {
        var x = Arguments(4000).Where(value => float.IsFinite(value) && value is > -104 and < 88.72f).ToArray();
        var results = Of(name, x);

        var worst = x.Zip(results).Select(pair => (Ulps: Ulps(name == "Exp" ? Reference.Exp(pair.First) : Reference.Sigmoid(pair.First), pair.Second), pair.First)).MaxBy(pair => pair.Ulps);

        output.WriteLine($"{name}: {worst.Ulps:F9} ulp at {worst.First:R}");
        Assert.True(worst.Ulps <= 0.500001, $"{name}({worst.First:R}) is {worst.Ulps:F9} ulp away");
    }

    [Theory]
    [InlineData("Exp", float.NaN, float.NaN)]
    [InlineData("Exp", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Exp", float.NegativeInfinity, 0f)]
    [InlineData("Exp", float.MaxValue, float.PositiveInfinity)]
    [InlineData("Exp", 88.72283f, 3.4027985E+38f)]
    [InlineData("Exp", 88.72284f, float.PositiveInfinity)]
    [InlineData("Exp", -104f, 0f)]
    [InlineData("Exp", 0f, 1f)]
    [InlineData("Sigmoid", float.NaN, float.NaN)]
    [InlineData("Sigmoid", float.PositiveInfinity, 1f)]
    [InlineData("Sigmoid", float.NegativeInfinity, 0f)]
    [InlineData("Sigmoid", 0f, 0.5f)]
    [InlineData("Sigmoid", 20f, 1f)]
    public void Edges_are_what_they_should_be(string name, float x, float expected) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(Of(name, [x])[0]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_vector_width_gives_the_same_bits(string name)
    {
        var x = Arguments(2000);
        var expected = Bits(PerWidth(name, 1, x));

        foreach (var width in (int[])[2, 4, 8]) Assert.Equal(expected, Bits(PerWidth(name, width, x)));
        Assert.Equal(expected, Bits(Of(name, x)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_span_of_any_length_may_be_its_own_destination(string name)
    {
        for (var length = 0; length < 20; length++)
        {
            var x = Arguments(24)[..length];
            var expected = Bits(PerWidth(name, 1, x));

            Map(name, x, x);

            Assert.Equal(expected, Bits(x));
        }
    }

    [Fact]
    public void A_shifted_part_of_the_source_is_refused_as_destination()
    {
        var values = new float[10];

        Assert.Throws<ArgumentException>(() => Elementary.Exp(values.AsSpan(0, 8), values.AsSpan(1, 8)));
        Assert.Throws<ArgumentException>(() => Elementary.Sigmoid(values, new float[9]));
    }

    /// <summary>Special values beside ordinary ones and any bits at all, in ever different lanes; a multiple of eight.</summary>
    private static float[] Arguments(int count)
    {
        var random = new CounterRandom(11);
        return [.. Enumerable.Range(0, count / 8 * 8).Select(i => random.Below((ulong)i, 10) switch
        {
            0 => Special[random.Fork(1).Below((ulong)i, Special.Length)],
            1 => BitConverter.UInt32BitsToSingle((uint)random.At((ulong)i)),
            _ => (float)(random.Uniform((ulong)i) * 210 - 105),
        })];
    }

    private static float[] Of(string name, float[] x)
    {
        var results = new float[x.Length];
        Map(name, x, results);
        return results;
    }

    private static void Map(string name, ReadOnlySpan<float> x, Span<float> results)
    {
        if (name == "Exp") Elementary.Exp(x, results);
        else Elementary.Sigmoid(x, results);
    }

    private static float[] PerWidth(string name, int width, float[] x) =>
        name == "Exp" ? PerWidth<Elementary.SingleExpFunction>(width, x) : PerWidth<Elementary.SingleSigmoidFunction>(width, x);

    private static float[] PerWidth<TFunction>(int width, float[] x) where TFunction : ISingleFunction
    {
        var results = new float[x.Length];
        var done = width switch
        {
            2 => Singles.MapLanes<TFunction, TwoLanes>(x, results, 0),
            4 => Singles.MapLanes<TFunction, FourLanes>(x, results, 0),
            8 => Singles.MapLanes<TFunction, EightLanes>(x, results, 0),
            _ => Singles.MapLanes<TFunction, OneLane>(x, results, 0),
        };
        Assert.Equal(x.Length / width * width, done);
        return results;
    }

    /// <summary>How far off, in units of the last place that a single has there.</summary>
    private static double Ulps(Real truth, float result) => Math.ScaleB(truth.UlpsFrom(result), Math.Max(truth.Exponent - 52, -1074) - Math.Max(truth.Exponent - 23, -149));

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
