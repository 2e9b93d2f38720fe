namespace Levain.Collection;

/// <summary>What a collection removed, or would remove.</summary>
public sealed record CollectionReport
{
    public required bool DryRun { get; init; }

    public required TimeSpan Grace { get; init; }

    /// <summary>One line for each place that was asked what is needed.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>One row for each kind of thing in the store.</summary>
    public required IReadOnlyList<CollectionRow> Rows { get; init; }

    /// <summary>Snapshots of outside data that no lock names any more and that stay nevertheless, as <c>public/shots@3f2a91c04026</c>.</summary>
    public IReadOnlyList<KeptSnapshot> Snapshots { get; init; } = [];

    public long Bytes => Rows.Sum(row => row.GoingBytes);
}

/// <summary>How much of one kind goes and stays.</summary>
public sealed record CollectionRow(string What, long Going, long GoingBytes, long Staying, long StayingBytes);

/// <summary>A snapshot that goes only when it is named.</summary>
/// <param name="Name">As <c>--snapshot</c> takes it.</param>
public sealed record KeptSnapshot(string Name, long Bytes, DateTime Taken, string Source);
