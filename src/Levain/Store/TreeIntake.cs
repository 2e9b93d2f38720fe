using System.Collections.Concurrent;

namespace Levain.Store;

/// <summary>Takes files and folders into the object folder: all files first, then the listings that name them.</summary>
internal sealed class TreeIntake(StoreFolder store, ObjectFolder objects, ObjectWriter writer, int threads)
{
    public Content Add(string path, Adding how, CancellationToken cancellation)
    {
        var folders = new ConcurrentDictionary<string, bool>();
        var root = TreeHash.Of(new PathWalk(threads, cancellation).Walk(path), threads, file => AddFile(file, how, folders, cancellation), cancellation);
        SyncAll(folders);

        // A listing that is on the disk thus names only files that are there too.
        AddListings(root, folders);
        SyncAll(folders);
        if (how == Adding.Take) ReadOnlyTree.TryDelete(path);
        return root.Content;
    }

    private (Digest, long) AddFile(PathNode file, Adding how, ConcurrentDictionary<string, bool> folders, CancellationToken cancellation)
    {
        var (digest, size, folder) = how == Adding.Take && MayMove(file) ? Move(file.Path, cancellation) : Copy(file.Path, cancellation);
        if (folder is not null) folders.TryAdd(folder, true);
        return (digest, size);
    }

    // A file with a second name, or behind a link, is also somebody else's: perhaps an input of the very stage that made this folder.
    private bool MayMove(PathNode file) =>
        OperatingSystem.IsLinux() && !file.ThroughLink && file.Status.Links == 1 && file.Status.Stamp.Device == FileStatus.Of(store.Objects)?.Stamp.Device;

    private (Digest, long, string?) Move(string path, CancellationToken cancellation)
    {
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, ReadOnlyTree.File);
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            var (digest, size) = FileBytes.Hash(file, before.Size, each: null, cancellation);
            RandomAccess.FlushToDisk(file);
            if (FileStatus.Of(file, path).Stamp != before) throw FileHash.Changed(path);
            return (digest, size, objects.IsGood(digest) ? null : objects.Publish(path, digest));
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Objects, error);
        }
    }

    private (Digest, long, string?) Copy(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            using var content = new FileStream(file, FileAccess.Read, bufferSize: 0);
            var added = writer.Put(content, cancellation);
            return FileStatus.Of(file, path).Stamp == before ? added : throw FileHash.Changed(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    private void AddListings(HashedPath path, ConcurrentDictionary<string, bool> folders)
    {
        foreach (var child in path.Children) AddListings(child, folders);
        if (path.Listing is not null && writer.Put(path.Listing.ToBytes(), path.Digest) is { } folder) folders.TryAdd(folder, true);
    }

    private static void SyncAll(ConcurrentDictionary<string, bool> folders)
    {
        foreach (var folder in folders.Keys) ObjectFolder.Sync(folder);
        folders.Clear();
    }
}
