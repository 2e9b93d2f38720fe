namespace Levain.Registry;

/// <summary>How a build of one model went: what came in, what each stage made, and which lock records it.</summary>
public sealed record BuildProvenance
{
    public required string Model { get; init; }

    public required BuildProfile Profile { get; init; }

    /// <summary>Options that were set from outside, as they were typed.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Where the stages ran: <c>local</c> or <c>sandbox</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<BuiltStage> Stages { get; init; } = [];

    /// <summary>The pinned snapshots that they read, sorted by name.</summary>
    public IReadOnlyList<BuiltData> Data { get; init; } = [];

    /// <summary>The commit of the sources; null outside of git.</summary>
    public string? Commit { get; init; }

    /// <summary>True when the sources were not as committed.</summary>
    public bool IsDirty { get; init; }

    /// <summary>The lock that records the outputs; null when none was written.</summary>
    public BuildLock? Lock { get; init; }

    /// <summary>Names and versions of what built, such as <c>dotnet</c>.</summary>
    public IReadOnlyList<VersionTag> Tools { get; init; } = [];

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Finished { get; init; }
}

/// <summary>A stage as it was built.</summary>
public sealed record BuiltStage(string Name, Digest Key, Content Output)
{
    /// <summary>The digest of the code that it reaches; null where it is not known.</summary>
    public Digest? Code { get; init; }

    public IReadOnlyList<BuiltInput> Inputs { get; init; } = [];
}

/// <summary>What a stage read.</summary>
/// <param name="Name">As the stage calls it, such as <c>Training</c>.</param>
/// <param name="Kind">A stage, a snapshot or a file of the workspace.</param>
/// <param name="Source">The name of the stage or snapshot, or the path of the file in the workspace.</param>
/// <param name="Digest">Of what was read.</param>
public sealed record BuiltInput(string Name, LineageKind Kind, string Source, Digest Digest)
{
    /// <summary>The path below the source, when only a part of it was read.</summary>
    public string? Part { get; init; }

    /// <summary>What the digest is of: null for the bytes of a file, else <c>tree</c>, or what of a file counted, such as <c>tokens</c>.</summary>
    public string? Counted { get; init; }

    /// <summary>The source and the part of it.</summary>
    public string Path => Part is null ? Source : $"{Source}/{Part}";
}

/// <summary>A pinned snapshot that a build read.</summary>
public sealed record BuiltData(string Name, Content Content);

/// <summary>The lock file that records a build.</summary>
/// <param name="Path">In the workspace, with <c>/</c> between its parts.</param>
/// <param name="Digest">Of the file as it was after the build.</param>
public sealed record BuildLock(string Path, Digest Digest);
