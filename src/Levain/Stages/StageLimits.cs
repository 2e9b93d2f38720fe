namespace Levain;

/// <summary>What a stage needs of the machine, and how long and how often it may try.</summary>
[Fingerprints.EngineBoundary]
public sealed record StageLimits
{
    public static StageLimits None { get; } = new();

    /// <summary>Job slots that the stage takes while it runs; a stage with threads of its own asks for more than one.</summary>
    public int Jobs { get; init => field = value >= 1 ? value : throw new BuildException($"a stage takes at least one job, not {value}"); } = 1;

    /// <summary>Memory in bytes that the stage is expected to need; 0 means that it does not count against the budget.</summary>
    public long Memory { get; init => field = value >= 0 ? value : throw new BuildException($"a stage cannot need {value} bytes of memory"); }

    /// <summary>After this time the stage is cancelled and fails; null means never.</summary>
    public TimeSpan? Timeout { get; init => field = value is null || value > TimeSpan.Zero ? value : throw new BuildException($"a timeout of {value} leaves no time to run"); }

    /// <summary>How often a failed run is tried again; 0 by default, because a pure function fails again.</summary>
    public int Retries { get; init => field = value >= 0 ? value : throw new BuildException($"a stage cannot be retried {value} times"); }
}
