using Levain.Locks;

namespace Levain.Building;

/// <summary>Brings outside data into the store from wherever it lives, beyond the files and folders that the engine reads by itself.</summary>
public interface ISources
{
    /// <summary>Whether a source is more than the path of one file or folder. One that must not be written down, such as a URL with a secret in it, is refused.</summary>
    bool Knows(string source);

    /// <summary>Takes data as it is now, to be pinned.</summary>
    Task<TakenSource> TakeAsync(SourceRequest request, CancellationToken cancellation);

    /// <summary>Brings what is pinned: just these bytes, or an error.</summary>
    /// <returns>False for a path that no mirror stands in for: the engine reads that itself.</returns>
    Task<bool> FetchAsync(Snapshot pinned, CancellationToken cancellation);
}

/// <summary>What a person asks to be pinned.</summary>
/// <param name="Snapshot">Its name, for messages.</param>
/// <param name="Digest">What the bytes must be, when that is known beforehand: then anybody may provide them.</param>
public sealed record SourceRequest(string Snapshot, string Source, Digest? Digest = null);

/// <summary>What a source gave.</summary>
/// <param name="From">The source itself, or <c>mirror</c>, or <c>store</c>: never the path of a machine.</param>
public sealed record TakenSource(Content Content, string From, IReadOnlyList<SnapshotPart> Parts);
