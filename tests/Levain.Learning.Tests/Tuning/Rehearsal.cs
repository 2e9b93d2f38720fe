using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning.Tests.Tuning;

/// <summary>A study without stages: as many trials as asked for, each a curve that a function makes.</summary>
internal sealed record Rehearsal
{
    public required SearchSpace Space { get; init; }

    public Sampler Sampler { get; init; } = new TpeSampler();

    public Pruner? Pruner { get; init; }

    public int AtOnce { get; init; } = 1;

    public bool HigherIsBetter { get; init; }

    public ulong Seed { get; init; } = 1;

    public List<PastTrial> Run(int trials, Func<Suggestion, double> score) => RunSteps(trials, at => [score(at)]);

    public List<PastTrial> RunSteps(int trials, Func<Suggestion, IEnumerable<double>> steps)
    {
        var past = new List<PastTrial>();
        for (var number = 0; number < trials; number++)
        {
            PastTrial[] known = [.. past.Take(Math.Max(0, number - AtOnce + 1))];
            var bounds = Pruner?.Bounds(known, HigherIsBetter) ?? new() { HigherIsBetter = HigherIsBetter };
            var at = new Suggestion(number, Space, Sampler.Suggest(Space, known, new CounterRandom(Seed).Fork((ulong)number)), bounds);
            past.Add(new(number, at.Values, Try(at, steps), HigherIsBetter));
        }

        return past;
    }

    private static TrialResult Try(Suggestion at, Func<Suggestion, IEnumerable<double>> steps)
    {
        var curve = new TrialCurve(at.Bounds);
        foreach (var value in steps(at))
            if (curve.Add(value)) break;
        return curve.IsPruned ? Trial.Pruned<Text>(curve).Result : Trial.Complete(new Text(""), curve.Best, curve).Result;
    }
}
