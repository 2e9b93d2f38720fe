namespace Levain;

/// <summary>A pure function from artifacts and options to one artifact. Its public properties are its inputs and options, and decide its output.</summary>
[Fingerprints.EngineBoundary]
public abstract record Stage
{
    private protected Stage() { }

    /// <summary>Tells stages of one type apart, as in <c>TrainTrees[hockey]</c>. A part of the key like any option.</summary>
    public string? Label { get; init; }

    /// <summary>What the stage needs of the machine. It decides when the stage runs, never what it makes.</summary>
    public StageLimits Limits { get; init; } = StageLimits.None;

    public string Name => Label is null ? GetType().Name : $"{GetType().Name}[{Label}]";

    internal abstract Type OutputType { get; }

    internal abstract Task ExecuteAsync(StageContext context, ArtifactWriter output);

    // Records print every property: a stage would print the whole graph behind it.
    public override string ToString() => Name;
}

/// <inheritdoc cref="Stage"/>
/// <typeparam name="T">What the stage makes.</typeparam>
[Fingerprints.EngineBoundary]
public abstract record Stage<T> : Stage where T : IArtifact<T>
{
    internal sealed override Type OutputType => typeof(T);

    protected abstract Task<T> RunAsync(StageContext context);

    internal sealed override async Task ExecuteAsync(StageContext context, ArtifactWriter output)
    {
        var made = await RunAsync(context).ConfigureAwait(false) ?? throw new BuildException("its `RunAsync` returned null");
        // Before anything is written: what breaks its contract never reaches the store.
        if (this is IContracted<T> { Contract: { } contract }) await contract.CheckAsync(made, context).ConfigureAwait(false);
        made.Save(output);
    }

    public static implicit operator Artifact<T>(Stage<T> stage) => new(new Origin.Made(stage));

    public sealed override string ToString() => Name;
}
