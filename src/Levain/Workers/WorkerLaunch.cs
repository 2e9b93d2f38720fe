namespace Levain.Workers;

/// <summary>How a worker process is started.</summary>
public sealed record WorkerLaunch
{
    /// <summary>The command that starts this host again, without arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The only environment variables that the worker sees.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Files and folders that the worker needs to start at all: the runtime, the host, the models.</summary>
    public required IReadOnlyList<string> Needs { get; init; }
}
