using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning.Tests.Tuning;

public sealed class TpeSamplerTests(ITestOutputHelper output)
{
    private const int Seeds = 20;

    private static readonly SearchSpace Plane = new(Parameter.Number("x", -5, 10), Parameter.Number("y", 0, 15));

    private static readonly SearchSpace Mixed = new(
        Parameter.Whole("depth", 1, 30),
        Parameter.Number("rate", 1e-4, 1) with { IsLogarithmic = true },
        Parameter.Number("share", 0.1, 1) with { Step = 0.1 },
        Parameter.Choice("kind", "a", "b", "c", "d"));

    [Fact]
    public void It_comes_nearer_to_the_best_than_chance_on_a_smooth_plane() => Beats(Plane, Branin, 60, wins: 14);

    [Fact]
    public void It_comes_nearer_to_the_best_than_chance_where_kinds_are_mixed() => Beats(Mixed, Learner, 60, wins: 14);

    [Fact]
    public void It_comes_nearer_to_the_best_than_chance_when_several_run_at_once() => Beats(Mixed, Learner, 60, wins: 13, atOnce: 4);

    [Fact]
    public void It_finds_a_choice_that_matters()
    {
        var past = new Rehearsal { Space = Mixed, Seed = 3 }.Run(100, Learner);

        Assert.True(past.Skip(50).Count(trial => trial.Values[3] == 2) > 30);
    }

    [Fact]
    public void A_higher_score_is_sought_when_higher_is_better()
    {
        var lower = new Rehearsal { Space = Plane }.Run(40, Branin);
        var higher = new Rehearsal { Space = Plane, HigherIsBetter = true }.Run(40, at => -Branin(at));

        Assert.Equal(lower.Select(trial => trial.Values[0]), higher.Select(trial => trial.Values[0]));
    }

    [Fact]
    public void The_first_trials_are_drawn_at_random()
    {
        var tpe = new Rehearsal { Space = Mixed, Sampler = new TpeSampler { Startup = 12 } }.Run(20, Learner);
        var random = new Rehearsal { Space = Mixed, Sampler = new RandomSampler() }.Run(20, Learner);

        Assert.Equal(random.Take(12).SelectMany(trial => trial.Values), tpe.Take(12).SelectMany(trial => trial.Values));
        Assert.NotEqual(random.SelectMany(trial => trial.Values), tpe.SelectMany(trial => trial.Values));
    }

    [Fact]
    public void More_trials_do_not_change_those_before()
    {
        var few = new Rehearsal { Space = Mixed, AtOnce = 4 }.Run(30, Learner);
        var many = new Rehearsal { Space = Mixed, AtOnce = 4 }.Run(45, Learner);

        Assert.Equal(few.SelectMany(trial => trial.Values), many.Take(30).SelectMany(trial => trial.Values));
    }

    [Fact]
    public void A_space_of_one_point_is_tried_there()
    {
        var past = new Rehearsal { Space = new(Parameter.Number("x", 2, 2), Parameter.Whole("n", 3, 3), Parameter.Choice("k", "only")) }.Run(15, at => at.Number("x"));

        Assert.All(past, trial => Assert.Equal([2, 3, 0], trial.Values));
    }

    [Fact]
    public void Scores_that_are_all_the_same_are_no_trouble()
    {
        var past = new Rehearsal { Space = Mixed }.Run(40, _ => 1);

        Assert.True(past.Select(trial => trial.Values[1]).Distinct().Count() > 30);
    }

    // Wins of the better of 20 pairs: 14 or more have a chance of 0.06 when neither is better, 15 of 0.02.
    private void Beats(SearchSpace space, Func<Suggestion, double> score, int trials, int wins, int atOnce = 1)
    {
        var (won, tpes, randoms) = (0, new List<double>(), new List<double>());
        for (var seed = 0; seed < Seeds; seed++)
        {
            tpes.Add(Best(new TpeSampler(), seed));
            randoms.Add(Best(new RandomSampler(), seed));
            if (tpes[^1] < randoms[^1]) won++;
        }

        output.WriteLine(FormattableString.Invariant($"won {won} of {Seeds}; medians {tpes.Order().ElementAt(Seeds / 2):g4} against {randoms.Order().ElementAt(Seeds / 2):g4}"));
        Assert.True(won >= wins, $"won {won} of {Seeds}");
        Assert.True(tpes.Order().ElementAt(Seeds / 2) < randoms.Order().ElementAt(Seeds / 2));

        double Best(Sampler sampler, int seed) => new Rehearsal { Space = space, Sampler = sampler, AtOnce = atOnce, Seed = (ulong)seed }.Run(trials, score).Min(trial => trial.Cost);
    }

    // Branin and Hoo: three valleys, 0.397887 at the bottom of each.
    private static double Branin(Suggestion at)
    {
        var (x, y) = (at.Number("x"), at.Number("y"));
        var valley = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (valley * valley) + (10 * (1 - (1 / (8 * Math.PI))) * Elementary.Cos(x)) + 10;
    }

    // As the loss of a learner goes: best at depth 6, rate 0.05, share 0.8 and kind c.
    private static double Learner(Suggestion at)
    {
        var depth = (at.Whole("depth") - 6) / 10.0;
        var rate = Elementary.Log10(at.Number("rate") / 0.05);
        var share = at.Number("share") - 0.8;
        return (depth * depth) + (rate * rate) + (share * share) + (at.Text("kind") == "c" ? 0 : 0.5);
    }
}
