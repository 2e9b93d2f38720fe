using System.Text;
using System.Text.Json.Serialization;

namespace Levain.Registry;

/// <summary>A build, a trial or an evaluation as a tracking server shows it: what went in, what came out, and where it came from. It never changes.</summary>
public sealed record TrackedRun
{
    /// <summary>What it is shown under, such as the name of the pipeline.</summary>
    public required string Experiment { get; init; }

    /// <summary>What people call it; it need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from other runs of the experiment: <see cref="Id"/> follows from it.</summary>
    public required Digest Identity { get; init; }

    /// <summary>The <see cref="Id"/> of the run that it is a part of, as a trial is of a tuning; null when it stands alone. That one is tracked first.</summary>
    public string? Parent { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Finished;

    public required DateTimeOffset Start { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Who ran it.</summary>
    public string User { get; init; } = "";

    /// <summary>What was run, such as <c>build.sh --target Train --model xgoals</c>.</summary>
    public string Source { get; init; } = "";

    public IReadOnlyList<RunEntry> Parameters { get; init; } = [];

    public IReadOnlyList<RunMetric> Metrics { get; init; } = [];

    public IReadOnlyList<RunEntry> Tags { get; init; } = [];

    /// <summary>The data that it read.</summary>
    public IReadOnlyList<RunDataset> Datasets { get; init; } = [];

    /// <summary>Files and folders to keep with it.</summary>
    public IReadOnlyList<RunArtifact> Artifacts { get; init; } = [];

    public RunLineage Lineage { get; init; } = new();

    /// <summary>32 hex digits. Tracking the same build twice gives one run, since it follows from experiment and identity.</summary>
    [JsonIgnore]
    public string Id
    {
        get => field ?? Digest.Of($"levain.run\n{Experiment}\n{Identity}").Hex[..32];
        // Of runs that others made: theirs follows from nothing.
        internal init;
    }

    /// <summary>The build behind what is registered: the same for the same model of the same stages, judged the same.</summary>
    /// <param name="start">When the build began; <paramref name="end"/> is when it was done.</param>
    public static TrackedRun Of(VersionRecord record, DateTimeOffset start, DateTimeOffset end, string user = "", string source = "")
    {
        ArgumentNullException.ThrowIfNull(record);
        return new()
        {
            Experiment = record.Pipeline,
            Name = $"{record.Stage} {record.Model.Digest.Brief}",
            Identity = IdentityOf([record.Section, record.Stage, record.Model.ToString(), record.Evaluation?.ToString() ?? "", .. record.Stages.Select(stage => stage.Key.ToString())]),
            Start = start,
            End = end,
            User = user,
            Source = source,
            Metrics = [.. record.Metrics.SelectMany(metric => Figures(metric, end))],
            Tags = [new("section", record.Section), new("gates", record.Gates.Count == 0 ? "none" : record.IsRefused ? "refused" : "passed"), .. record.Tags.Select(tag => new RunEntry(tag.Name, tag.Value))],
            Datasets = [.. record.Data.Select(data => new RunDataset(data.Name, data.Digest))],
            Lineage = new() { Commit = record.Commit, IsDirty = record.IsDirty, Stages = record.Stages },
        };
    }

    private static IEnumerable<RunMetric> Figures(VersionMetric metric, DateTimeOffset at)
    {
        yield return RunMetric.Once(metric.Name, metric.Value, at);
        if (metric.Low is { } low) yield return RunMetric.Once($"{metric.Name}.low", low, at);
        if (metric.High is { } high) yield return RunMetric.Once($"{metric.Name}.high", high, at);
    }

    /// <summary>An identity from its parts, such as pipeline, section and the keys of its stages. <c>a, bc</c> is another than <c>ab, c</c>.</summary>
    public static Digest IdentityOf(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.Length).Append(':').Append(part);
        return Digest.Of(text.ToString());
    }
}

/// <summary>How a run stands; the numbers are MLflow's.</summary>
public enum RunStatus
{
    Running = 1,
    Finished = 3,
    Failed = 4,

    /// <summary>Somebody stopped it.</summary>
    Killed = 5,
}
