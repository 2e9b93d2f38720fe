using Levain.Store.Scanning;

namespace Levain.Store;

/// <summary>Finds the digests of files and folders where they lie, reading only what changed since it was last looked at.</summary>
public sealed class Snapshotter(StatCache cache, int? threads = null)
{
    private readonly int threads = threads ?? Environment.ProcessorCount;

    public PathSnapshot Take(string path, CancellationToken cancellation = default) => new(this, Scan(cancellation).Run(path));

    internal PathScan Scan(CancellationToken cancellation) => new(new HashSink(), cache, new(cache.Store), threads, cancellation);
}
