using System.Globalization;
using Levain.Learning;
using Levain.Registry;

namespace Levain.Host.Tracking;

/// <summary>A study as a run, and its trials as runs nested in it.</summary>
internal static class StudyRuns
{
    /// <summary>The study of a stage: the same for the same key.</summary>
    public static Digest IdentityOf(string section, string stage, Digest key) => TrackedRun.IdentityOf("study", section, stage, key.ToString());

    /// <param name="study">Experiment, times and lineage, which the trials take over.</param>
    public static IEnumerable<TrackedRun> Of(TrackedRun study, IReadOnlyList<StudyTrial> trials)
    {
        yield return study;
        var at = study.End ?? study.Start;
        foreach (var trial in trials) yield return Of(study, trial, at);
    }

    private static TrackedRun Of(TrackedRun study, StudyTrial trial, DateTimeOffset at)
    {
        var number = trial.Number.ToString(CultureInfo.InvariantCulture);
        List<RunMetric> metrics = [];
        if (trial.Score is { } score) metrics.Add(RunMetric.Once("score", score, at));
        if (trial.Curve.Count > 1) metrics.Add(new("step score", [.. trial.Curve.Select((value, step) => new MetricPoint(value, at, step + 1))]));
        return study with
        {
            Name = $"trial {number}",
            Identity = TrackedRun.IdentityOf("trial", study.Identity.ToString(), number),
            Parent = study.Id,
            Status = trial.State == TrialState.Failed ? RunStatus.Failed : RunStatus.Finished,
            Parameters = [.. trial.Parameters.Select(parameter => new RunEntry(parameter.Key, parameter.Value))],
            Metrics = metrics,
            // A pruned trial did nothing wrong: it is told by its tag.
            Tags = [.. study.Tags, new("trial", trial.State.ToString().ToLowerInvariant()), .. trial.Error is { } error ? [new RunEntry("error", error)] : Array.Empty<RunEntry>()],
            Artifacts = [],
        };
    }
}
