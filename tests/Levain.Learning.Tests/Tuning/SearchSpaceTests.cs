using FsCheck;
using FsCheck.Fluent;
using Levain.Numerics;

namespace Levain.Learning.Tests.Tuning;

public sealed class SearchSpaceTests
{
    public static TheoryData<Func<Parameter[]>, string> Bad => new()
    {
        { () => [], "the search space has no parameters" },
        { () => [Parameter.Whole("depth", 5, 3)], "parameter `depth` goes from 5 to 3, which is no range" },
        { () => [Parameter.Whole("depth", 1, 3) with { Step = 0 }], "parameter `depth` has a step of 0, and needs at least 1" },
        { () => [Parameter.Whole("depth", 0, 3) with { IsLogarithmic = true }], "parameter `depth` is logarithmic and begins at 0" },
        { () => [Parameter.Number("rate", 1, 0)], "parameter `rate` goes from 1 to 0, which is no range" },
        { () => [Parameter.Number("rate", 0, double.NaN)], "parameter `rate` goes from 0 to NaN, which is no range" },
        { () => [Parameter.Number("rate", 0, double.PositiveInfinity)], "parameter `rate` goes from 0 to Infinity, which is no range" },
        { () => [Parameter.Number("rate", double.MinValue, double.MaxValue)], "parameter `rate` goes from -1.7976931348623157E+308 to 1.7976931348623157E+308, which is no range" },
        { () => [Parameter.Number("rate", 0, 1) with { Step = -0.1 }], "parameter `rate` has a step of -0.1, and needs one above 0 that divides its range into no more than a billion parts" },
        { () => [Parameter.Number("rate", 0, 1) with { Step = 1e-12 }], "parameter `rate` has a step of 1E-12, and needs one above 0 that divides its range into no more than a billion parts" },
        { () => [Parameter.Number("rate", 0, 1) with { IsLogarithmic = true }], "parameter `rate` is logarithmic and begins at 0" },
        { () => [Parameter.Number("rate", -1, 1) with { IsLogarithmic = true }], "parameter `rate` is logarithmic and begins at -1" },
        { () => [Parameter.Normal("shift", 0, 0)], "parameter `shift` has a deviation of 0, and needs one above 0" },
        { () => [Parameter.Normal("shift", double.NaN, 1)], "parameter `shift` has a mean of NaN" },
        { () => [Parameter.Normal("shift", 0, 100) with { IsLogarithmic = true }], "parameter `shift` is logarithmic, and reaches numbers that are beyond all doubles" },
        { () => [Parameter.Choice("kind")], "parameter `kind` has nothing to choose from" },
        { () => [Parameter.Choice("kind", "a", "b", "a")], "parameter `kind` has the choice `a` twice" },
        { () => [Parameter.Flag("kind"), Parameter.Whole("Kind", 1, 2)], "there are two parameters `kind` in the search space" },
        { () => [Parameter.Flag(" ")], "a parameter has no name" },
        { () => [Parameter.Whole("Score", 1, 2)], "a parameter cannot be called `Score`: the study has a column of that name" },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void A_space_that_is_none_is_told_in_one_sentence(Func<Parameter[]> parameters, string expected) =>
        Assert.Equal(expected, Assert.Throws<BuildException>(() => new SearchSpace(parameters())).Message);

    [Fact]
    public void A_stepped_number_is_written_as_people_write_it()
    {
        var values = Drawn(Parameter.Number("share", 0, 1) with { Step = 0.1 }, 500).Distinct().Order();

        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], values);
    }

    [Fact]
    public void Steps_that_do_not_lead_to_the_end_stop_before_it() =>
        Assert.Equal([4, 7, 10], Drawn(Parameter.Whole("depth", 4, 12) with { Step = 3 }, 200).Distinct().Order());

    [Fact]
    public void Both_ends_of_a_whole_number_are_as_likely_as_the_others()
    {
        var counts = Drawn(Parameter.Whole("depth", 1, 5), 20_000).CountBy(value => value).ToDictionary();

        Assert.All(Enumerable.Range(1, 5), value => Assert.InRange(counts[value], 3_750, 4_250));
    }

    [Fact]
    public void Equal_factors_are_equally_likely_on_a_logarithmic_scale()
    {
        var values = Drawn(Parameter.Number("rate", 0.001, 1) with { IsLogarithmic = true }, 20_000);

        Assert.InRange(values.Count(value => value < 0.01), 6_400, 6_930);
        Assert.InRange(values.Count(value => value > 0.1), 6_400, 6_930);
    }

    [Fact]
    public void Exponents_are_the_ends_of_a_logarithmic_scale()
    {
        var values = Drawn(Parameter.Exponents("rate", -3, -1), 5_000);

        Assert.InRange(values.Min(), Math.Exp(-3), 0.0499);
        Assert.InRange(values.Max(), 0.367, Math.Exp(-1) + 1e-15);
        Assert.InRange(values.Average(value => Math.Log(value)), -2.03, -1.97);
    }

    [Fact]
    public void A_normal_parameter_has_its_mean_and_deviation_and_a_step_where_it_has_one()
    {
        var plain = Drawn(Parameter.Normal("shift", 3, 2), 20_000);
        var stepped = Drawn(Parameter.Normal("size", 1, 0.5) with { IsLogarithmic = true, Step = 0.5 }, 2_000);

        Assert.InRange(plain.Average(), 2.95, 3.05);
        Assert.InRange(Math.Sqrt(plain.Average(value => (value - 3) * (value - 3))), 1.95, 2.05);
        Assert.All(stepped, value => Assert.True(value >= 0 && value * 2 == Math.Floor(value * 2)));
    }

    [Fact]
    public void Every_value_lies_between_the_ends_and_on_a_step()
    {
        var spaces =
            from low in Gen.Choose(-1000, 1000)
            from width in Gen.Choose(0, 300)
            from step in Gen.Choose(1, 40)
            from isLogarithmic in Gen.Elements(true, false)
            select Parameter.Whole("n", isLogarithmic ? Math.Abs(low) + 1 : low, (isLogarithmic ? Math.Abs(low) + 1 : low) + width) with { Step = step, IsLogarithmic = isLogarithmic };

        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(spaces), parameter =>
            Drawn(parameter, 20).All(value => value >= parameter.Low && value <= parameter.High && (value - parameter.Low) % parameter.Step == 0)));
    }

    [Fact]
    public void The_draws_of_a_parameter_do_not_depend_on_others_in_the_space()
    {
        var alone = Suggest(new SearchSpace(Parameter.Number("b", 0, 1)));
        var beside = Suggest(new SearchSpace(Parameter.Number("a", 0, 1), Parameter.Number("b", 0, 1)));

        Assert.Equal(alone[0], beside[1]);
        Assert.NotEqual(beside[0], beside[1]);
    }

    [Fact]
    public void A_suggestion_is_read_as_what_the_space_says()
    {
        var at = new Suggestion(7, new(Parameter.Whole("depth", 1, 9), Parameter.Number("rate", 0, 1), Parameter.Choice("kind", "few", "many"), Parameter.Flag("deep"), Parameter.Choice("bins", "16", "256")), [4, 0.25, 1, 1, 1], new() { HigherIsBetter = true });

        Assert.Equal((4, 0.25, "many", true, 256), (at.Whole("depth"), at.Number("rate"), at.Text("kind"), at.Flag("deep"), at.Whole("bins")));
        Assert.Equal("depth 4, rate 0.25, kind many, deep true, bins 256", at.ToString());
        Assert.Equal("parameter `rate` is `0.25`, and was read as a whole number", Assert.Throws<BuildException>(() => at.Whole("rate")).Message);
        Assert.Equal("parameter `kind` is `many`, and was read as a number", Assert.Throws<BuildException>(() => at.Number("kind")).Message);
        Assert.Equal("did you mean `depth`?", Assert.Throws<BuildException>(() => at.Whole("dept")).Hint);
    }

    private static double[] Suggest(SearchSpace space) => new RandomSampler().Suggest(space, [], new CounterRandom(1));

    private static double[] Drawn(Parameter parameter, int count)
    {
        var space = new SearchSpace(parameter);
        return [.. Enumerable.Range(0, count).Select(i => new RandomSampler().Suggest(space, [], new CounterRandom(5).Fork((ulong)i))[0])];
    }
}
