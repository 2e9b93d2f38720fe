namespace Levain.Registry;

/// <summary>All that a version came from: data, code, commit and people.</summary>
public sealed record VersionLineage
{
    private VersionLineage(string group, ModelVersion version, VersionRecord record, IReadOnlyList<LineageNode> nodes) => (Group, Version, Record, Nodes) = (group, version, record, nodes);

    public string Group { get; }

    public ModelVersion Version { get; }

    public VersionRecord Record { get; }

    /// <summary>Each after what it came from; the version is the last.</summary>
    public IReadOnlyList<LineageNode> Nodes { get; }

    /// <summary>True when the statement of the build told which stage read what; else only what led to the version is known, and not by which way.</summary>
    public bool HasSteps { get; private init; }

    /// <param name="provenance">The statement that the version names, where its bytes are at hand.</param>
    /// <param name="commit">What git says of its commit, where it is known here.</param>
    public static VersionLineage Of(ModelGroup group, ModelVersion version, BuildProvenance? provenance = null, CommitFacts? commit = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(version);
        var record = version.Record ?? throw new BuildException(FormattableString.Invariant($"version {version.Number} of `{group.Name}` is damaged: {version.Damage}"), "ask for another version; what this one came from cannot be told");
        return new(group.Name, version, record, new LineageNodes(group, version, record, provenance, commit).All()) { HasSteps = provenance is not null };
    }
}
