namespace Levain.Tables;

/// <summary>What is read of a feature group. By default: of each record the newest row, with all features.</summary>
/// <remarks>Rows come by record identifier, those of the whole history by event time. Of two rows of one record and event time the one that was appended later holds.</remarks>
public sealed record FeatureQuery
{
    public FeatureRows Rows { get; init; }

    /// <summary>Nothing that happened after this is seen; null is no limit.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Nothing that happened before this is seen; null is no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Appends up to and with this run are seen; null is all of them.</summary>
    public string? UpToRun { get; init; }

    /// <summary>The features behind the record identifier and the event time; empty is all.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Values that features must have, as text, before the newest row is looked for: such as a version, or the region. Deletions always count.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>();

    /// <summary>Adds <c>write_time</c>, <c>api_invocation_time</c> and <c>is_deleted</c>; a read of the whole history then has the deletions too.</summary>
    public bool WithMetadata { get; init; }
}
