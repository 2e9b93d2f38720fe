namespace Levain;

/// <summary>A reference to an artifact: the output of a stage, a pinned snapshot, or a file of the workspace.</summary>
[Fingerprints.EngineBoundary]
public abstract record Artifact
{
    private protected Artifact(Origin origin) => Origin = origin;

    public Origin Origin { get; }

    /// <summary>Outside data that <c>data.lock.json</c> pins under <paramref name="name"/>.</summary>
    public static Artifact<T> Snapshot<T>(string name) where T : IArtifact<T> => new(new Origin.Snapshot(name));

    /// <summary>A file or folder of the workspace, by its path from the root, such as <c>models/xgoals/shots.sql</c>.</summary>
    public static Artifact<T> Workspace<T>(string path) where T : IArtifact<T> => new(new Origin.Workspace(path) { Meaning = T.Meaning });
}

/// <inheritdoc cref="Artifact"/>
[Fingerprints.EngineBoundary]
public sealed record Artifact<T> : Artifact where T : IArtifact<T>
{
    internal Artifact(Origin origin) : base(origin) { }
}
