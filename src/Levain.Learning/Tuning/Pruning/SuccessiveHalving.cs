using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>Lets only the best go on at each rung of a ladder of steps: one of <see cref="Factor"/>, among those that came so far (asynchronous successive halving, Li and others 2020).</summary>
public sealed record SuccessiveHalving : Pruner
{
    /// <summary>The step of the first rung; each further one is <see cref="Factor"/> times as far.</summary>
    public int First { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(First)}` is {value}, and must be at least 1"); } = 1;

    /// <summary>One of so many goes on. While fewer came to a rung, all do.</summary>
    public int Factor { get; init => field = value >= 2 ? value : throw new BuildException($"`{nameof(Factor)}` is {value}, and must be at least 2"); } = 4;

    internal override PruningBounds Bounds(IReadOnlyList<PastTrial> past, bool higherIsBetter) =>
        PruningBounds.Of(higherIsBetter, Rungs(past).Select(rung => (rung.Step, PastTrial.Score(rung.Cost, higherIsBetter))));

    private IEnumerable<(int Step, double Cost)> Rungs(IReadOnlyList<PastTrial> past)
    {
        for (long step = First; step <= int.MaxValue; step *= Factor)
        {
            // A complete trial that needed fewer steps stands at all rungs.
            var costs = past.Where(trial => trial.Costs.Length > 0 && (trial.Costs.Length >= step || trial.State == TrialState.Complete)).Select(trial => trial.CostAt((int)step)).Order().ToArray();
            if (costs.Length < Factor || !past.Any(trial => trial.Costs.Length >= step)) yield break;
            // With the one that is to come: as good as the last who would go on.
            yield return ((int)step, costs[((costs.Length + 1) / Factor) - 1]);
        }
    }
}
