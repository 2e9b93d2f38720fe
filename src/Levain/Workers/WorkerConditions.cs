namespace Levain.Workers;

/// <summary>The conditions under which a worker runs: what a pure stage does not notice.</summary>
public sealed record WorkerConditions
{
    public static WorkerConditions Plain { get; } = new();

    /// <summary>Null leaves the number of threads as it is.</summary>
    public int? Threads { get; init; }

    public bool StrangeCulture { get; init; }

    /// <summary>Null means a folder of the worker's own.</summary>
    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs the worker under bubblewrap, which shows it nothing but what it needs to start, its folder, and no network.</summary>
    public bool Sandboxed { get; init; }

    internal IReadOnlyList<string> Wrap(IReadOnlyList<string> command, string folder, IReadOnlyList<string> needs) =>
        Sandboxed ? [.. Sandbox.CommandFor(folder, needs), .. command] : command;
}
