using System.Collections.Concurrent;
using Levain.Store.Scanning;

namespace Levain.Store;

/// <summary>Takes files into the object folder as they are found, and their listings when all files are on the disk.</summary>
internal sealed class LooseIntake(StoreFolder store, ObjectFolder objects, ObjectWriter writer, Adding how) : IFileSink
{
    private readonly ConcurrentDictionary<string, bool> folders = new();
    private readonly ConcurrentDictionary<Digest, byte[]> listings = new();

    public bool KeepsListings => true;

    public bool Has(Digest digest) => objects.SizeOf(digest) is not null;

    public TakenFile Add(in FoundFile file, CancellationToken cancellation) =>
        how == Adding.Take && MayMove(file) ? Move(file.Path, cancellation) : Copy(file.Path, cancellation);

    public void AddListing(Digest digest, ReadOnlySpan<byte> bytes)
    {
        if (!listings.ContainsKey(digest)) listings.TryAdd(digest, bytes.ToArray());
    }

    /// <summary>Brings everything to the disk. A listing that is there thus names only files that are there too.</summary>
    public void Finish()
    {
        SyncAll();
        foreach (var (digest, bytes) in listings) Remember(writer.Put(bytes, digest));
        SyncAll();
    }

    // A file with a second name, or behind a link, is also somebody else's: perhaps an input of the very stage that made this folder.
    private bool MayMove(in FoundFile file) =>
        OperatingSystem.IsLinux() && !file.ThroughLink && file.Status.Links == 1 && file.Status.Stamp.Device == FileStatus.Of(store.Objects)?.Stamp.Device;

    private TakenFile Move(string path, CancellationToken cancellation)
    {
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, ReadOnlyTree.File);
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            var (digest, size) = FileBytes.Hash(file, before.Size, each: null, cancellation);
            RandomAccess.FlushToDisk(file);
            if (FileStatus.Of(file, path).Stamp != before) throw FileHash.Changed(path);
            if (!objects.IsGood(digest)) Remember(objects.Publish(path, digest));
            return new(digest, size, before);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Objects, error);
        }
    }

    private TakenFile Copy(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            using var content = new FileStream(file, FileAccess.Read, bufferSize: 0);
            var (digest, size, folder) = writer.Put(content, cancellation);
            if (FileStatus.Of(file, path).Stamp != before) throw FileHash.Changed(path);
            Remember(folder);
            return new(digest, size, before);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    private void Remember(string? folder)
    {
        if (folder is not null) folders.TryAdd(folder, true);
    }

    private void SyncAll()
    {
        foreach (var folder in folders.Keys) ObjectFolder.Sync(folder);
        folders.Clear();
    }
}
