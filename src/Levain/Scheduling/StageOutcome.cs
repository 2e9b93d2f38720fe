using Levain.Planning;

namespace Levain.Scheduling;

/// <summary>How a stage ended.</summary>
public enum StageResult
{
    /// <summary>Nothing was to be done.</summary>
    UpToDate,

    /// <summary>The stage ran.</summary>
    Built,

    /// <summary>The stage ran and made what it had made before: what comes after it need not run.</summary>
    Unchanged,

    /// <summary>The stage ran and failed.</summary>
    Failed,

    /// <summary>The stage was not run, because one before it failed or the build was stopped.</summary>
    Skipped,
}

/// <summary>What became of one stage of a build.</summary>
public sealed record StageOutcome
{
    public required string Model { get; init; }

    public required string Stage { get; init; }

    public required StageState State { get; init; }

    public required StageResult Result { get; init; }

    /// <summary>Why the stage ran, or why it did not.</summary>
    public required string Reason { get; init; }

    public Digest? Key { get; init; }

    public Content? Output { get; init; }

    /// <summary>How long the run took; null when it did not run now.</summary>
    public TimeSpan? Duration { get; init; }

    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    public Exception? Error { get; init; }

    /// <summary>True for stages that another stage asked for while it ran.</summary>
    public bool IsSubStage { get; init; }
}
