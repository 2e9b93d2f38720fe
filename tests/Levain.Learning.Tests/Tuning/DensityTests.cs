using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning.Tests.Tuning;

public sealed class DensityTests
{
    private static readonly double[] Ones = [1, 1, 1, 1];

    [Fact]
    public void The_density_of_a_number_is_one_in_all()
    {
        var density = Parameter.Number("x", 2, 5).Around([2, 2.5, 2.6, 5], Ones, 1);

        const int parts = 30_000;
        Assert.Equal(1, Enumerable.Range(0, parts).Sum(i => Math.Exp(density.Log(2 + (3 * (i + 0.5) / parts))) * 3 / parts), 1e-6);
    }

    [Fact]
    public void The_density_of_a_number_without_ends_is_one_in_all()
    {
        var density = Parameter.Normal("x", 1, 2).Around([-3, 0, 0.5, 4], Ones, 1);

        const int parts = 100_000;
        Assert.Equal(1, Enumerable.Range(0, parts).Sum(i => Math.Exp(density.Log(-100 + (200 * (i + 0.5) / parts))) * 200 / parts), 1e-6);
    }

    public static TheoryData<Parameter, double[], double[]> Stepped => new()
    {
        { Parameter.Whole("n", 1, 20), [1, 5, 6, 20], [.. Enumerable.Range(1, 20)] },
        { Parameter.Whole("n", 1, 200) with { IsLogarithmic = true }, [1, 2, 3, 200], [.. Enumerable.Range(1, 200)] },
        { Parameter.Number("x", 0, 1) with { Step = 0.25 }, [0, 0.5, 0.5, 1], [0, 0.25, 0.5, 0.75, 1] },
        { Parameter.Choice("k", "a", "b", "c"), [0, 0, 2, 0], [0, 1, 2] },
        { Parameter.Whole("n", 7, 7), [7, 7, 7, 7], [7] },
    };

    [Theory]
    [MemberData(nameof(Stepped), DisableDiscoveryEnumeration = true)]
    public void All_values_together_are_as_likely_as_one_and_are_drawn_as_often_as_it_says(Parameter parameter, double[] seen, double[] values)
    {
        var density = parameter.Around(seen, Ones, 1);

        var drawn = Enumerable.Range(0, 20_000).Select(i => density.Draw(new CounterRandom(3), 2 * (ulong)i)).CountBy(value => value).ToDictionary();
        Assert.Equal(1, values.Sum(value => Math.Exp(density.Log(value))), 1e-9);
        Assert.All(values, value => Assert.Equal(Math.Exp(density.Log(value)), drawn.GetValueOrDefault(value) / 20_000.0, 0.015));
        Assert.Equal(20_000, values.Sum(value => drawn.GetValueOrDefault(value)));
    }

    [Fact]
    public void Values_are_likelier_where_more_were_seen()
    {
        var density = (Parameter.Number("x", 0.001, 1000) with { IsLogarithmic = true }).Around([0.01, 0.011, 0.012, 0.009], Ones, 1);

        Assert.True(density.Log(0.01) > density.Log(100) + 2);
        Assert.True(density.Log(0.01) > density.Log(0.1));
    }

    [Fact]
    public void Nothing_seen_leaves_the_whole_space()
    {
        var density = Parameter.Number("x", 0, 1).Around([], [], 1);

        Assert.InRange(density.Log(0.01), Math.Log(0.5), 0);
        Assert.InRange(density.Log(0.5), 0, Math.Log(1.5));
    }
}
