namespace Levain.Registry;

/// <summary>What is registered as a version: a model, how good it is, and all that it came from. It never changes.</summary>
public sealed record VersionRecord
{
    /// <summary>The pipeline, such as <c>xgoals</c>.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Profile and environment of the build, such as <c>public/prod</c>.</summary>
    public required string Section { get; init; }

    /// <summary>The stage that made the model.</summary>
    public required string Stage { get; init; }

    /// <summary>The model, its preprocessing inside.</summary>
    public required Content Model { get; init; }

    /// <summary>What it was judged by and how: report, card and metrics; null when nothing judged it.</summary>
    public Content? Evaluation { get; init; }

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<VersionMetric> Metrics { get; init; } = [];

    /// <summary>The stages that led here, in the order in which they run.</summary>
    public IReadOnlyList<VersionStage> Stages { get; init; } = [];

    /// <summary>The snapshots of outside data that the build started from, sorted by name.</summary>
    public IReadOnlyList<VersionData> Data { get; init; } = [];

    /// <summary>The commit of the sources; null outside of git.</summary>
    public string? Commit { get; init; }

    /// <summary>True when the sources were not as committed.</summary>
    public bool IsDirty { get; init; }

    /// <summary>The statement of the build, as bytes in the store: see <see cref="ProvenanceStatement"/>. Null when there is none. It tells of times too, and so is not looked at when builds are compared.</summary>
    public Digest? Provenance { get; init; }

    /// <summary>What the gates found.</summary>
    public IReadOnlyList<GateFinding> Gates { get; init; } = [];

    /// <summary>The version that it was compared with; null when there was none or no gate compared.</summary>
    public VersionChampion? Champion { get; init; }

    /// <summary>How many people must approve it; 0 when passing the gates is enough.</summary>
    public int ApprovalsNeeded { get; init; } = 1;

    /// <summary>Whatever its owners want to find it by, sorted by name.</summary>
    public IReadOnlyList<VersionTag> Tags { get; init; } = [];

    /// <summary>True when a gate that decides did not let it pass.</summary>
    public bool IsRefused => Gates.Any(gate => !gate.Passed);

    internal VersionState StateAtFirst => IsRefused ? VersionState.Rejected : ApprovalsNeeded == 0 ? VersionState.Approved : VersionState.Pending;

    /// <summary>Whether the other is the same model from the same build, judged the same: it need not be registered again. What it was compared with may have changed, unless that lets it pass now or no longer.</summary>
    internal bool IsSameBuild(VersionRecord other) =>
        (Pipeline, Section, Stage, Model, Evaluation) == (other.Pipeline, other.Section, other.Stage, other.Model, other.Evaluation)
        && Stages.SequenceEqual(other.Stages) && Data.SequenceEqual(other.Data) && IsRefused == other.IsRefused;
}

/// <summary>A figure of a version, with its 95 % interval where there is one.</summary>
public sealed record VersionMetric(string Name, double Value)
{
    public double? Low { get; init; }

    public double? High { get; init; }
}

/// <summary>A stage of the build behind a version.</summary>
public sealed record VersionStage(string Name, Digest Key, Content Output);

/// <summary>A snapshot that the build behind a version read.</summary>
public sealed record VersionData(string Name, Digest Digest);

/// <summary>The version that a candidate was compared with.</summary>
public sealed record VersionChampion(int Number, Content Model);

/// <summary>A name and what stands under it.</summary>
public sealed record VersionTag(string Name, string Value);
