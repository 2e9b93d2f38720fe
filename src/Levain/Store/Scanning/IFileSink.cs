namespace Levain.Store.Scanning;

/// <summary>What a scan does with what it finds. Called from several threads at once.</summary>
internal interface IFileSink
{
    /// <summary>Whether something whose digest is known from an earlier scan need not be read or listed again.</summary>
    bool Has(Digest digest);

    /// <summary>Reads a file.</summary>
    TakenFile Add(in FoundFile file, CancellationToken cancellation);

    /// <summary>Whether <see cref="AddListing"/> wants the bytes; if not, listings are only hashed.</summary>
    bool KeepsListings { get; }

    /// <summary>A listing that was made, and that is not one that it <see cref="Has"/> by the word of an earlier scan. What it names was added before.</summary>
    void AddListing(Digest digest, ReadOnlySpan<byte> bytes);
}

/// <summary>A file that has to be read.</summary>
/// <param name="ThroughLink">It, or a folder above it, was reached by a symbolic link: it is not ours to move.</param>
internal readonly record struct FoundFile(string Path, FileStatus Status, bool ThroughLink);

/// <summary>A file that was read.</summary>
/// <param name="Stamp">What the open file had before and after it was read.</param>
internal readonly record struct TakenFile(Digest Digest, long Size, FileStamp Stamp);
