using Levain.Numerics;

namespace Levain.Tests.Numerics;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    private static readonly int Points = int.Parse(Environment.GetEnvironmentVariable("LEVAIN_ACCURACY_POINTS") ?? "1500", System.Globalization.CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => Functions.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_result_is_within_one_unit_in_the_last_place(string name)
    {
        var function = Functions.Named(name);
        var random = new CounterRandom(2026, (ulong)name.Length);
        var drawn = Enumerable.Range(0, Points).Select(i => function.Draw(random, (ulong)i));

        AssertClose(name, function.Hard.Concat(drawn).Where(x => x != 0).Select(x => (x.ToString("R", System.Globalization.CultureInfo.InvariantCulture), function.True(x), function.One(x))));
    }

    [Fact]
    public void Every_power_is_within_one_unit_in_the_last_place()
    {
        var random = new CounterRandom(2026, 1);
        AssertClose("Pow", Powers(random).Take(2 * Points).Select(pair => ($"{pair.X:R}, {pair.Y:R}", Reference.Pow(pair.X, pair.Y), Elementary.Pow(pair.X, pair.Y))));
    }

    [Fact]
    public void Every_angle_of_a_point_is_within_one_unit_in_the_last_place()
    {
        var random = new CounterRandom(2026, 2);
        AssertClose("Atan2", PlanePoints(random).Take(2 * Points).Select(pair => ($"{pair.X:R}, {pair.Y:R}", Reference.Atan2(pair.X, pair.Y), Elementary.Atan2(pair.X, pair.Y))));
    }

    /// <summary>Arguments whose power is between the smallest and the largest double: half with log x small and y large.</summary>
    internal static IEnumerable<(double X, double Y)> Powers(CounterRandom random)
    {
        for (var i = 0ul; ; i++)
        {
            var x = (i & 1) == 0 ? BitConverter.UInt64BitsToDouble(1 + random.At(i) % 0x7FEF_FFFF_FFFF_FFFF) : 1.0 + Math.ScaleB(random.Uniform(i) - 0.5, -(int)(i % 50));
            if (x == 1.0) continue;

            yield return (x, (random.Fork(1).Uniform(i) * 1454 - 744.5) / Elementary.Log(x));
        }
    }

    internal static IEnumerable<(double X, double Y)> PlanePoints(CounterRandom random)
    {
        for (var i = 0ul; ; i++)
        {
            double sign = random.Fork(1).Below(i, 2) * 2 - 1, otherSign = random.Fork(2).Below(i, 2) * 2 - 1;
            var x = BitConverter.UInt64BitsToDouble(1 + random.Fork(3).At(i) % 0x7FEF_FFFF_FFFF_FFFF);
            var near = x * Math.ScaleB(0.5 + random.Uniform(i), random.Fork(4).Below(i, 120) - 60);
            yield return (sign * x, otherSign * (double.IsFinite(near) && near != 0 ? near : x));
        }
    }

    private void AssertClose(string name, IEnumerable<(string Argument, Real True, double Result)> results)
    {
        var measured = results.Select(result => (Ulps: result.True.UlpsFrom(result.Result), result.Argument, result.Result)).ToArray();
        var worst = measured.MaxBy(result => result.Ulps);
        // A subnormal result is rounded twice, and so has an error of its own.
        var ordinary = measured.Where(result => double.IsNormal(result.Result)).Max(result => result.Ulps);

        output.WriteLine($"{name}: {worst.Ulps:F4} ulp at {worst.Argument}; {ordinary:F4} where the result is not subnormal");
        Assert.True(worst.Ulps <= 1.0, $"{name}({worst.Argument}) = {worst.Result:R} is {worst.Ulps:F4} ulp away");
    }
}
