namespace Levain;

/// <summary>Where an artifact comes from.</summary>
[Fingerprints.EngineBoundary]
public abstract record Origin
{
    private Origin() { }

    /// <summary>The artifact that this is a part of; itself when it is whole.</summary>
    public virtual Origin Root => this;

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

    /// <summary>One file of a tree, or one of its folders.</summary>
    public sealed record Part : Origin
    {
        internal Part(Origin whole, string path) => (Whole, Path) = (whole, path);

        /// <summary>The artifact whose tree it is in; never a part itself.</summary>
        public Origin Whole { get; }

        /// <summary>Relative to the whole, with <c>/</c> between its parts.</summary>
        public string Path { get; }

        public override Origin Root => Whole;

        internal static Part Of(Origin origin, string path)
        {
            if (path.Length == 0 || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Any(name => Store.TreeListing.Fault(name) is not null))
                throw new BuildException($"`{path}` is no path of a part of {origin}", "use the relative path of a file or folder in it, with `/` between its parts");
            return origin is Part outer ? new(outer.Whole, $"{outer.Path}/{path}") : new(origin, path);
        }

        public override string ToString() => Whole is Workspace folder ? $"file `{folder.Path}/{Path}`" : $"`{Path}` of {Whole}";
    }
}
