using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>What runs, what is done, and how long the rest may take. Its caller locks.</summary>
internal sealed class ProgressState(BuildScope scope, TimeProvider clock)
{
    private readonly Dictionary<(string Model, string Stage), RunningStage> running = [];
    private readonly HashSet<(string Model, string Stage)> done = [];
    private TimeSpan spent;
    private int timed, started;

    /// <summary>In the order in which they started.</summary>
    public IReadOnlyList<RunningStage> Running => [.. running.Values.OrderBy(stage => stage.Number)];

    public int Done => done.Count;

    /// <summary>Never less than what has been seen.</summary>
    public int Stages => Math.Max(scope.Stages, Done + RunningStages);

    private int RunningStages => running.Values.Count(stage => !stage.IsSubStage);

    public void Start(string model, string stage, TimeSpan? expected) =>
        // Names of sub-stages begin with their parents; whatever else holds a slash has no parent that runs.
        running[(model, stage)] = new RunningStage(scope.NameOf(model, stage), started++, HasRunningParent(model, stage), clock.GetTimestamp(), expected ?? (scope.Expected.TryGetValue((model, stage), out var before) ? before : null));

    public void Report(string model, string stage, double fraction)
    {
        if (running.TryGetValue((model, stage), out var run)) run.Report(fraction);
    }

    /// <summary>False when the stage was done already: a stage may be skipped for two reasons.</summary>
    public bool Finish(StageOutcome outcome)
    {
        running.Remove((outcome.Model, outcome.Stage));
        if (outcome.IsSubStage) return true;
        if (!done.Add((outcome.Model, outcome.Stage))) return false;
        if (outcome.Duration is { } time) (spent, timed) = (spent + time, timed + 1);
        return true;
    }

    public TimeSpan ElapsedOf(RunningStage stage) => clock.GetElapsedTime(stage.Started);

    /// <summary>A guess at the time until everything is done; null when too little is known for one.</summary>
    public TimeSpan? Left()
    {
        TimeSpan? mean = timed == 0 ? null : spent / timed;
        var (work, longest) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var stage in running.Values)
        {
            // A parent waits for its sub-stages: their time is part of its own.
            if (stage.IsSubStage) continue;
            var elapsed = ElapsedOf(stage);
            if ((stage.Left(elapsed) ?? (stage.Expected is null ? Later(mean, elapsed) : null)) is not { } left) return null;
            work += left;
            if (left > longest) longest = left;
        }

        var waiting = Stages - Done - RunningStages;
        foreach (var (stage, expected) in scope.Expected)
        {
            if (waiting == 0 || done.Contains(stage) || running.ContainsKey(stage)) continue;
            work += expected;
            waiting--;
        }

        if (waiting > 0 && mean is null) return null;
        work += waiting * (mean ?? TimeSpan.Zero);
        var shared = work / Math.Max(1, scope.Jobs);
        return shared > longest ? shared : longest;
    }

    private static TimeSpan? Later(TimeSpan? expected, TimeSpan elapsed) => expected is { } before && before > elapsed ? before - elapsed : null;

    private bool HasRunningParent(string model, string stage)
    {
        for (var slash = stage.LastIndexOf('/'); slash > 0; slash = stage.LastIndexOf('/', slash - 1))
            if (running.ContainsKey((model, stage[..slash]))) return true;
        return false;
    }
}
