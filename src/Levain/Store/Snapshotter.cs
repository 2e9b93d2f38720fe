namespace Levain.Store;

/// <summary>Finds the digests of files and folders where they lie, reading only what the stat cache does not know.</summary>
public sealed class Snapshotter(StatCache cache, int? threads = null)
{
    private readonly int threads = threads ?? Environment.ProcessorCount;

    public PathSnapshot Take(string path, CancellationToken cancellation = default) => new(this, Hash(path, cancellation));

    internal HashedPath Hash(string path, CancellationToken cancellation)
    {
        var root = new PathWalk(threads, cancellation).Walk(path);

        // Taken at the first file that has to be read: when nothing changed, nothing is written.
        var moment = new Lazy<HashingMoment>(cache.Now);
        return TreeHash.Of(root, threads, file => HashFile(file, moment, cancellation), cancellation);
    }

    private (Digest, long) HashFile(PathNode file, Lazy<HashingMoment> moment, CancellationToken cancellation)
    {
        if (cache.Find(file.Path, file.Status.Stamp) is { } known) return (known, file.Status.Stamp.Size);

        var before = moment.Value;
        var (digest, stamp) = FileHash.Of(file.Path, cancellation);
        cache.Record(file.Path, stamp, digest, before);
        return (digest, stamp.Size);
    }
}
