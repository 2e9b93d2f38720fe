namespace Levain;

/// <summary>Where an artifact comes from.</summary>
[Fingerprints.EngineBoundary]
public abstract record Origin
{
    private Origin() { }

    public sealed record Made(Stage Stage) : Origin
    {
        // Identity of a stage is its name within a pipeline and its key; comparing records deeply would walk the whole graph.
        public bool Equals(Made? other) => other is not null && ReferenceEquals(Stage, other.Stage);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Stage);

        public override string ToString() => $"stage `{Stage.Name}`";
    }

    public sealed record Snapshot(string Name) : Origin
    {
        public override string ToString() => $"snapshot `{Name}`";
    }

    public sealed record Workspace(string Path) : Origin
    {
        /// <summary>What of the file counts in a key; null for its bytes.</summary>
        public Meaning? Meaning { get; init; }

        public override string ToString() => $"file `{Path}`";
    }
}
