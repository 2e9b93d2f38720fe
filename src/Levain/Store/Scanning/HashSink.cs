namespace Levain.Store.Scanning;

/// <summary>Only wants to know the digests.</summary>
internal sealed class HashSink : IFileSink
{
    public bool KeepsListings => false;

    public bool Has(Digest digest) => true;

    public TakenFile Add(in FoundFile file, CancellationToken cancellation)
    {
        var (digest, stamp) = FileHash.Of(file.Path, cancellation);
        return new(digest, stamp.Size, stamp);
    }

    public void AddListing(Digest digest, ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("nobody asked for the listing");
}
