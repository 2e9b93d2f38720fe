namespace Levain.Scheduling;

/// <summary>Where stages run.</summary>
public interface IEngine
{
    /// <summary>Runs one stage whose inputs are in the store. The output is left in the scratch folder, not yet in the store.</summary>
    Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellation);
}

/// <summary>All that an engine needs to run a stage once.</summary>
public sealed record RunRequest
{
    public required string Model { get; init; }

    /// <summary>The name for people: of a sub-stage it begins with its parents, as in <c>Tune/Trial[3]</c>.</summary>
    public required string Name { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>What the stage may read.</summary>
    public required IReadOnlyDictionary<Origin, Content> Inputs { get; init; }

    /// <summary>An empty folder for this run.</summary>
    public required string Scratch { get; init; }

    public required int Threads { get; init; }

    public required ISubStages SubStages { get; init; }

    public IProgress<double> Progress { get; init; } = NoProgress.Instance;

    /// <summary>Where the output is to be left: a file or a folder.</summary>
    public string Output => Path.Combine(Scratch, "output");

    /// <summary>The folder that the stage sees as its scratch.</summary>
    public string Work => Path.Combine(Scratch, "work");
}

/// <summary>What a run said besides its output.</summary>
public sealed record RunResult(IReadOnlyList<KeyValuePair<string, double>> Metrics, string Log);

/// <summary>Builds what a running stage asks for.</summary>
public interface ISubStages
{
    Task<Content> BuildAsync(Stage stage, CancellationToken cancellation);
}

internal sealed class NoProgress : IProgress<double>
{
    public static NoProgress Instance { get; } = new();

    public void Report(double value) { }
}
