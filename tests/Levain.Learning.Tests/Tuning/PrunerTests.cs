using Levain.Learning.Tuning;

namespace Levain.Learning.Tests.Tuning;

public sealed class PrunerTests(ITestOutputHelper output)
{
    private static readonly SearchSpace Space = new(Parameter.Number("x", 0, 1), Parameter.Number("rate", 0.01, 1) with { IsLogarithmic = true });

    [Fact]
    public void The_median_of_what_others_had_come_to_is_the_bound()
    {
        var bounds = new MedianPruner { Startup = 3 }.Bounds([Complete(0, 9, 5, 4), Complete(1, 8, 8, 3), Complete(2, 7, 6)], higherIsBetter: false);

        Assert.Equal([1, 2, 3], bounds.Steps);
        Assert.Equal([8, 6, 4], bounds.Values);
        Assert.False(bounds.Stops(1, 8));
        Assert.True(bounds.Stops(2, 6.5));
        Assert.True(bounds.Stops(9, 4.5));
        Assert.True(bounds.Stops(1, double.NaN));
    }

    [Fact]
    public void The_median_waits_for_its_startup_and_its_warmup()
    {
        PastTrial[] past = [Complete(0, 9, 5, 4, 4, 4, 4, 1), Complete(1, 8, 8, 3, 3, 3, 2, 2), Pruned(2, 20)];

        Assert.Empty(new MedianPruner { Startup = 3 }.Bounds(past, higherIsBetter: false).Steps);
        Assert.Equal([4, 6], new MedianPruner { Startup = 2, Warmup = 2, Every = 2 }.Bounds([.. past, Complete(3, 1, 1, 1, 1, 1, -9)], higherIsBetter: false).Steps.Take(2));
    }

    [Fact]
    public void A_bound_that_stays_is_not_said_again()
    {
        var bounds = new MedianPruner { Startup = 1 }.Bounds([Complete(0, 5, 5, 5, 4)], higherIsBetter: false);

        Assert.Equal([1, 4], bounds.Steps);
        Assert.True(bounds.Stops(3, 5.5));
    }

    [Fact]
    public void When_higher_is_better_what_is_lower_stops()
    {
        var bounds = new MedianPruner { Startup = 1 }.Bounds([Complete(true, 0, 0.5, 0.7)], higherIsBetter: true);

        Assert.Equal([0.5, 0.7], bounds.Values);
        Assert.True(bounds.Stops(2, 0.6));
        Assert.False(bounds.Stops(2, 0.7));
    }

    [Fact]
    public void One_of_so_many_goes_on_at_each_rung()
    {
        PastTrial[] past = [.. Enumerable.Range(1, 7).Select(i => Complete(i, 10 + i, i))];
        var bounds = new SuccessiveHalving { First = 1, Factor = 2 }.Bounds(past, higherIsBetter: false);

        // With the one to come they are eight, of whom four go on.
        Assert.Equal([1, 2], bounds.Steps);
        Assert.Equal([14, 4], bounds.Values);
    }

    [Fact]
    public void A_rung_that_few_came_to_has_no_bound_yet() =>
        Assert.Equal([3], new SuccessiveHalving { First = 3, Factor = 3 }.Bounds([.. Enumerable.Range(0, 8).Select(i => Pruned(i, 3, 2, 1)), Complete(8, [.. Enumerable.Repeat(1.0, 20)])], higherIsBetter: false).Steps);

    public static TheoryData<Pruner> Pruners => [new MedianPruner { Warmup = 5, Every = 5 }, new SuccessiveHalving { First = 10, Factor = 3 }];

    [Theory]
    [MemberData(nameof(Pruners), DisableDiscoveryEnumeration = true)]
    public void Pruning_saves_steps_and_keeps_the_best(Pruner pruner)
    {
        foreach (var seed in new ulong[] { 1, 2, 3, 4, 5 })
        {
            var whole = new Rehearsal { Space = Space, AtOnce = 4, Seed = seed }.RunSteps(60, Steps);
            var pruned = new Rehearsal { Space = Space, AtOnce = 4, Seed = seed, Pruner = pruner }.RunSteps(60, Steps);

            var (all, some) = (whole.Sum(trial => trial.Costs.Length), pruned.Sum(trial => trial.Costs.Length));
            var (best, kept) = (whole.Min(trial => trial.Cost), pruned.Where(trial => trial.State == TrialState.Complete).Min(trial => trial.Cost));
            output.WriteLine(FormattableString.Invariant($"seed {seed}: {some} of {all} steps, best {kept:g5} and {best:g5}"));
            Assert.True(some < 0.6 * all);
            // Of a range of more than 0.6.
            Assert.True(kept < best + 0.03);
        }
    }

    // A loss that falls towards its end, the slower the lower the rate.
    private static IEnumerable<double> Steps(Suggestion at)
    {
        var (x, rate) = (at.Number("x"), at.Number("rate"));
        var (end, left) = (Math.Abs(x - 0.37), 1.0);
        for (var step = 0; step < 100; step++)
        {
            left *= 1 - rate;
            yield return end + left + (rate * 0.1);
        }
    }

    private static PastTrial Complete(int number, params double[] curve) => Complete(higherIsBetter: false, number, curve);

    private static PastTrial Complete(bool higherIsBetter, int number, params double[] curve) =>
        new(number, [], new() { State = TrialState.Complete, Score = higherIsBetter ? curve.Max() : curve.Min(), Curve = curve }, higherIsBetter);

    private static PastTrial Pruned(int number, params double[] curve) => new(number, [], new() { State = TrialState.Pruned, Curve = curve }, higherIsBetter: false);
}
