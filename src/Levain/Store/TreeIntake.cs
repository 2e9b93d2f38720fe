using Levain.Store.Scanning;

namespace Levain.Store;

/// <summary>Takes a file or folder into the store: each file as it is found, then the listings that name them.</summary>
internal sealed class TreeIntake(StoreFolder store, Intake intake, ObjectReader reader, int threads, CancellationToken cancellation) : IFileSink
{
    public bool KeepsListings => true;

    public Content Add(string path, Adding how)
    {
        // What a stage made is there once: nothing is known of it, and nothing of it will be seen again.
        var files = how == Adding.Take ? null : StatCache.Load(store);
        var content = new PathScan(this, files, how == Adding.Take ? null : new(store), threads, cancellation).Run(path).Content;
        intake.Commit();
        files?.Save();
        if (how == Adding.Take) ReadOnlyTree.TryDelete(path);
        return content;
    }

    public bool Has(Digest digest) => reader.HasAll(digest);

    public TakenFile Add(in FoundFile found, CancellationToken cancellation) => Add(found.Path, cancellation);

    public TakenFile Add(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            long offset = 0;
            var (digest, size) = intake.Add(
                bytes =>
                {
                    var count = FileBytes.Fill(file, bytes, offset);
                    offset += count;
                    return count;
                },
                cancellation);
            return FileStatus.Of(file, path).Stamp == before ? new(digest, size, before) : throw FileHash.Changed(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    public void AddListing(Digest digest, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Intake.LongestWhole)
        {
            intake.Add(digest, bytes);
            return;
        }

        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        intake.Add(span => content.ReadAtLeast(span, span.Length, throwOnEndOfStream: false), cancellation);
    }
}
