namespace Levain.Tables;

/// <summary>The rows of one append: an immutable Parquet file under its digest.</summary>
public sealed record FeaturePart
{
    public required string Run { get; init; }

    public required Digest Digest { get; init; }

    public required long Rows { get; init; }

    /// <summary>True when the rows say which records are deleted from a time on.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>The features that the file has; the others are null in its rows.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The earliest event time; null when there are no rows.</summary>
    public Timestamp? First { get; init; }

    /// <summary>The latest event time; null when there are no rows.</summary>
    public Timestamp? Last { get; init; }

    /// <summary>As the run said it.</summary>
    public Timestamp? WriteTime { get; init; }

    internal string Path => $"parts/{Digest.Hex}.parquet";
}
