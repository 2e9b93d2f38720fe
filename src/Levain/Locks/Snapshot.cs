namespace Levain.Locks;

/// <summary>Outside data that is pinned by digest.</summary>
public sealed record Snapshot
{
    public required string Name { get; init; }

    public required string Profile { get; init; }

    /// <summary>Where the data lives: a path, URL, <c>s3://</c> address or package.</summary>
    public required string Source { get; init; }

    public required Content Content { get; init; }

    public required long Size { get; init; }

    public required long Files { get; init; }

    /// <summary>The number of rows of a table, or null when the data is no table.</summary>
    public long? Rows { get; init; }

    /// <summary>The columns of a table in their order, or null when the data is no table.</summary>
    public IReadOnlyList<Column>? Columns { get; init; }

    /// <summary>When the data was taken, in UTC, to the second.</summary>
    public required DateTime Taken { get; init => field = WholeSeconds(value); }

    /// <summary>Whence these bytes came: the source itself, or a mirror.</summary>
    public required string From { get; init; }

    /// <summary>The files that were fetched to make the content: those of a list of URLs, or the archive that holds it. Empty when that says no more than <see cref="Content"/>.</summary>
    public IReadOnlyList<SnapshotPart> Parts { get; init; } = [];

    public bool Equals(Snapshot? other) =>
        other is not null
        && (Name, Profile, Source, Content, Size, Files, Rows, Taken, From)
            == (other.Name, other.Profile, other.Source, other.Content, other.Size, other.Files, other.Rows, other.Taken, other.From)
        && (Columns is null ? other.Columns is null : other.Columns is not null && Columns.SequenceEqual(other.Columns))
        && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Name, Profile, Content);

    private static DateTime WholeSeconds(DateTime time)
    {
        var utc = time.ToUniversalTime();
        return new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }
}

/// <summary>A column of a table, by name and type, such as <c>shot_distance</c> and <c>DOUBLE</c>.</summary>
public sealed record Column(string Name, string Type);

/// <summary>A file that was fetched for a snapshot, so that a clone knows its digest before it asks for it.</summary>
/// <param name="Name">In a tree the path below it, else the last word of the address.</param>
public sealed record SnapshotPart(string Name, Digest Digest, long Size);
