using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>Stops a trial whose best is worse than the median of what complete trials had come to at the same step.</summary>
public sealed record MedianPruner : Pruner
{
    /// <summary>How many trials must be complete before.</summary>
    public int Startup { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(Startup)}` is {value}, and must be at least 1"); } = 5;

    /// <summary>Up to this step no trial stops.</summary>
    public int Warmup { get; init => field = value >= 0 ? value : throw new BuildException($"`{nameof(Warmup)}` is {value}, and must be at least 0"); }

    /// <summary>After how many further steps there is a new bound.</summary>
    public int Every { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(Every)}` is {value}, and must be at least 1"); } = 1;

    internal override PruningBounds Bounds(IReadOnlyList<PastTrial> past, bool higherIsBetter)
    {
        PastTrial[] complete = [.. past.Where(trial => trial.State == TrialState.Complete && trial.Costs.Length > 0)];
        return PruningBounds.Of(higherIsBetter, complete.Length < Startup ? [] : Steps(complete).Select(step => (step, PastTrial.Score(Median(complete, step), higherIsBetter))));
    }

    private IEnumerable<int> Steps(PastTrial[] complete)
    {
        var last = complete.Max(trial => trial.Costs.Length);
        for (var step = (long)Warmup + Every; step <= last; step += Every) yield return (int)step;
    }

    private static double Median(PastTrial[] trials, int step)
    {
        var costs = Array.ConvertAll(trials, trial => trial.CostAt(step));
        Array.Sort(costs);
        var middle = costs.Length / 2;
        return costs.Length % 2 == 1 ? costs[middle] : (costs[middle - 1] / 2) + (costs[middle] / 2);
    }
}
