namespace Levain.Tables;

/// <summary>How labels find their features: for each label the newest row of its record at its time, and no later one.</summary>
public sealed record FeatureJoin
{
    /// <summary>The column of the labels that identifies the record; null is that of the group.</summary>
    public string? RecordIdentifier { get; init; }

    /// <summary>The column of the labels that says when; null is that of the group.</summary>
    public string? EventTime { get; init; }

    /// <summary>The features that the labels get; empty is all but record identifier and event time.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Stands before the names of the features.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Features that are older than this at the time of the label are not seen; null is no limit.</summary>
    public TimeSpan? MaxAge { get; init => field = value is null || value >= TimeSpan.Zero ? value : throw new BuildException($"features cannot be at most {value} old"); }

    /// <summary>Appends up to and with this run are seen; null is all of them.</summary>
    public string? UpToRun { get; init; }
}
