namespace Levain.Store;

/// <summary>Takes files and folders into the store: all files first, then the listings that name them.</summary>
internal sealed class TreeIntake(Intake intake, int threads, CancellationToken cancellation)
{
    public Content Add(string path, Adding how)
    {
        var root = TreeHash.Of(new PathWalk(threads, cancellation).Walk(path), threads, file => AddFile(file.Path), cancellation);
        AddListings(root);
        intake.Commit();
        if (how == Adding.Take) ReadOnlyTree.TryDelete(path);
        return root.Content;
    }

    private (Digest, long) AddFile(string path)
    {
        try
        {
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            long offset = 0;
            var added = intake.Add(
                bytes =>
                {
                    var count = FileBytes.Fill(file, bytes, offset);
                    offset += count;
                    return count;
                },
                cancellation);
            return FileStatus.Of(file, path).Stamp == before ? added : throw FileHash.Changed(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    private void AddListings(HashedPath path)
    {
        foreach (var child in path.Children) AddListings(child);
        if (path.Listing is null) return;
        using var bytes = new MemoryStream(path.Listing.ToBytes(), writable: false);
        intake.Add(span => bytes.ReadAtLeast(span, span.Length, throwOnEndOfStream: false), cancellation);
    }
}
