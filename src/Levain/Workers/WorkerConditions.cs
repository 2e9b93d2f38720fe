namespace Levain.Workers;

/// <summary>The conditions under which a worker runs: what a pure stage does not notice.</summary>
public sealed record WorkerConditions
{
    public static WorkerConditions Plain { get; } = new();

    /// <summary>Null leaves the number of threads as it is.</summary>
    public int? Threads { get; init; }

    /// <summary>Needs <c>DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY</c> in the environment: invariant globalization refuses names of cultures otherwise.</summary>
    public bool StrangeCulture { get; init; }

    /// <summary>Null means a folder of the worker's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Set on top of the variables that a worker needs to start.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Hands the variables of this process on; otherwise a worker sees none of them.</summary>
    public bool KeepsEnvironment { get; init; }

    /// <summary>Runs the worker under bubblewrap, which shows it nothing but what it needs to start, its folder, and no network.</summary>
    public bool Sandboxed { get; init; }

    internal IReadOnlyList<string> Wrap(IReadOnlyList<string> command, string folder, IReadOnlyList<string> needs) =>
        Sandboxed ? [.. Sandbox.CommandFor(folder, needs), .. command] : command;
}
