using System.Collections.Concurrent;

namespace Levain.Store;

/// <summary>Turns a walked path into digests, from the files upwards.</summary>
internal static class TreeHash
{
    public static HashedPath Of(PathNode root, int threads, Func<PathNode, (Digest Digest, long Size)> hash, CancellationToken cancellation)
    {
        PathNode[] files = [.. root.Files()];
        var found = new (Digest Digest, long Size)[files.Length];
        cancellation.ThrowIfCancellationRequested();
        // What most stages make is one file: other threads would cost more than they could do.
        if (files.Length == 1) found[0] = hash(files[0]);
        else HashInParallel(files, found, threads, hash, cancellation);
        var next = 0;
        return Fold(root, found, ref next);
    }

    private static void HashInParallel(PathNode[] files, (Digest Digest, long Size)[] found, int threads, Func<PathNode, (Digest Digest, long Size)> hash, CancellationToken cancellation)
    {
        try
        {
            // One at a time, not in ranges: a large file must not have a queue of small ones behind it.
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, files.Length), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                i => found[i] = hash(files[i]));
        }
        catch (AggregateException error) when (error.InnerException is BuildException first)
        {
            throw first;
        }
    }

    // Visits the files in the order of PathNode.Files.
    private static HashedPath Fold(PathNode node, (Digest Digest, long Size)[] found, ref int next)
    {
        if (node.Kind != EntryKind.Directory)
        {
            var (digest, size) = found[next++];
            return new(node, digest, size, Listing: null, []);
        }

        var children = new HashedPath[node.Children.Count];
        for (var i = 0; i < children.Length; i++) children[i] = Fold(node.Children[i], found, ref next);
        var listing = TreeListing.Of(children.Select(child => new TreeEntry(child.Node.Kind, child.Digest, child.Size, child.Node.Name)));
        return new(node, listing.ToContent().Digest, listing.TotalSize, listing, children);
    }
}
