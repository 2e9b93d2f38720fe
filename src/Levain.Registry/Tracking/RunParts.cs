namespace Levain.Registry;

/// <summary>A parameter or a tag of a run: a name and what stands under it.</summary>
public sealed record RunEntry(string Name, string Value);

/// <summary>A figure of a run over its steps, oldest first.</summary>
public sealed record RunMetric(string Name, IReadOnlyList<MetricPoint> Points)
{
    /// <summary>A figure that was taken once.</summary>
    public static RunMetric Once(string name, double value, DateTimeOffset at) => new(name, [new(value, at, 0)]);

    /// <summary>What a run is judged by: the point of the highest step; null when there is none.</summary>
    internal MetricPoint? Last => Points.Count == 0 ? null : Points.MaxBy(point => (point.Step, point.At));
}

/// <summary>A figure at one step.</summary>
/// <param name="Step">Such as the number of the tree or the epoch; 0 for figures that were taken once.</param>
public sealed record MetricPoint(double Value, DateTimeOffset At, long Step);

/// <summary>Data that a run read.</summary>
/// <param name="Use">What for, such as <c>training</c>, <c>validation</c> or <c>test</c>; null when it is not known.</param>
public sealed record RunDataset(string Name, Digest Digest, string? Use = null)
{
    /// <summary>Where it comes from: an address or a path; empty when it was made here.</summary>
    public string Source { get; init; } = "";

    public long? Rows { get; init; }
}

/// <summary>A file or folder that is kept with a run.</summary>
/// <param name="Name">What it is called there; slashes make folders.</param>
/// <param name="Path">Where it is on this disk.</param>
public sealed record RunArtifact(string Name, string Path);

/// <summary>What a run came from: sources and stages.</summary>
public sealed record RunLineage
{
    /// <summary>The commit of the sources; null outside of git.</summary>
    public string? Commit { get; init; }

    public string? Branch { get; init; }

    /// <summary>True when the sources were not as committed.</summary>
    public bool IsDirty { get; init; }

    /// <summary>The stages behind it, in the order in which they run.</summary>
    public IReadOnlyList<VersionStage> Stages { get; init; } = [];
}
