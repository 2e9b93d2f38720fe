namespace Levain;

/// <summary>All that a stage may see of the world while it runs.</summary>
[Fingerprints.EngineBoundary]
public abstract class StageContext
{
    /// <summary>Reads one of the stage's inputs. Anything that is not a declared input is refused.</summary>
    public abstract Task<T> ReadAsync<T>(Artifact<T> artifact) where T : IArtifact<T>;

    /// <summary>A read-only file or directory that holds an input, for tools that open files themselves.</summary>
    public abstract Task<string> PathAsync<T>(Artifact<T> artifact) where T : IArtifact<T>;

    /// <summary>Builds a further stage, or takes it from the cache. It may use this stage's inputs and options and other sub-stages only.</summary>
    public abstract Task<Artifact<T>> BuildAsync<T>(Stage<T> stage) where T : IArtifact<T>;

    /// <summary>Records a number about the output, such as <c>auc</c>.</summary>
    public abstract void Metric(string name, double value);

    /// <summary>Adds a line to the log that is kept with the result.</summary>
    public abstract void Log(string line);

    /// <summary>Shows how far a long stage is: from 0 to 1.</summary>
    public abstract IProgress<double> Progress { get; }

    public abstract CancellationToken Cancellation { get; }

    /// <summary>An empty folder of this run's own. It goes away with the run, unless the run fails.</summary>
    public abstract string Scratch { get; }

    /// <summary>How many threads the stage should use. It must not decide a byte of the output.</summary>
    public abstract int Threads { get; }
}
