using System.Collections.Concurrent;
using System.Text;
using Levain.Planning;
using Levain.Store;

namespace Levain.Scheduling;

/// <summary>What one running stage sees of the world.</summary>
internal sealed class RunContext(RunRequest request, IContentStore store, CancellationToken cancellation) : StageContext
{
    private readonly ConcurrentDictionary<Origin, Content> readable = new(request.Inputs);
    private readonly TreeParts trees = new(store);
    private readonly ConcurrentBag<StoredArtifact> opened = [];
    private readonly SortedDictionary<string, double> metrics = new(StringComparer.Ordinal);
    private readonly StringBuilder log = new();
    private readonly Lock gate = new();

    public override IProgress<double> Progress => request.Progress;

    public override CancellationToken Cancellation => cancellation;

    public override string Scratch => request.Work;

    public override int Threads => request.Threads;

    public override Task<T> ReadAsync<T>(Artifact<T> artifact)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(T.Load(Open(artifact)));
    }

    public override Task<string> PathAsync<T>(Artifact<T> artifact) => Task.FromResult(Open(artifact).Path);

    public override async Task<Artifact<T>> BuildAsync<T>(Stage<T> stage)
    {
        Artifact<T> artifact = stage;
        readable[artifact.Origin] = await request.SubStages.BuildAsync(stage, cancellation).ConfigureAwait(false);
        return artifact;
    }

    public override void Metric(string name, double value)
    {
        lock (gate)
            if (!metrics.TryAdd(name, value) && BitConverter.DoubleToInt64Bits(metrics[name]) != BitConverter.DoubleToInt64Bits(value))
                throw new BuildException($"stage `{request.Name}` reports metric `{name}` twice, with different values");
    }

    public override void Log(string line)
    {
        lock (gate) log.Append(line).Append('\n');
    }

    public RunResult Finish()
    {
        lock (gate) return new RunResult([.. metrics], log.ToString());
    }

    /// <summary>Throws when the stage wrote to an input that it was given as a path.</summary>
    public void CheckHandedOut()
    {
        foreach (var artifact in opened) artifact.VerifyPath();
    }

    private StoredArtifact Open(Artifact artifact)
    {
        var stored = store.OpenArtifact(Find(artifact));
        opened.Add(stored);
        return stored;
    }

    // A part of an input is as much in the key as the input.
    private Content Find(Artifact artifact) => trees.Find(artifact.Origin, readable)
        ?? throw new BuildException($"it reads {artifact.Origin}, which is none of its inputs", "make it a property of the stage, so that it is part of the key");
}
