using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Objects that came one at a time: read-only files named by their digest, two hex digits for the folder and the rest for the file.</summary>
internal sealed class LooseObjects(StoreFolder store)
{
    public string PathOf(Digest digest)
    {
        var hex = digest.Hex;
        return Path.Combine(store.Objects, hex[..2], hex[2..]);
    }

    public long? SizeOf(Digest digest)
    {
        var path = PathOf(digest);
        try
        {
            return FileStatus.Of(path) is { Kind: PathKind.File } status ? status.Stamp.Size : null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    /// <summary>Moves a file that is on the disk and has the digest into its place. The new name is on the disk only after <see cref="Sync"/> of its folder.</summary>
    /// <returns>The folder to sync.</returns>
    public string Publish(string temporary, Digest digest)
    {
        var path = PathOf(digest);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            Sync(store.Objects);
        }

        // Both are good, so it does not matter which one of two writers stays.
        AtomicFile.Rename(temporary, path);
        return folder;
    }

    public static void Sync(string folder) => DiskError.Guard(folder, () => AtomicFile.SyncFolder(folder));

    /// <summary>Null when it is not there.</summary>
    public SafeFileHandle? TryOpen(Digest digest)
    {
        try
        {
            return FileBytes.Open(PathOf(digest));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(PathOf(digest), error);
        }
    }

    /// <summary>The digests of all of them, in no order.</summary>
    public IEnumerable<Digest> All()
    {
        foreach (var folder in ReadOnlyTree.Names(store.Objects))
        {
            // A file among the folders is not ours.
            if (FileStatus.OfLink(Path.Combine(store.Objects, folder))?.Kind != PathKind.Directory) continue;
            foreach (var name in ReadOnlyTree.Names(Path.Combine(store.Objects, folder)))
                if (Digest.TryParseHex(folder + name, out var digest)) yield return digest;
        }
    }

    /// <summary>Whether the object is there with the right bytes. A damaged one is set aside on the way.</summary>
    public bool Keeps(Digest digest)
    {
        // Most of what is asked for is not here, and an exception costs far more than a look.
        if (SizeOf(digest) is null) return false;
        using (var file = TryOpen(digest))
        {
            if (file is null) return false;
            if (Matches(file, digest)) return true;
        }

        SetAside(digest);
        return false;
    }

    /// <summary>Moves a damaged object out of the way, and says so.</summary>
    public DamagedObjectException Damage(Digest digest, string detail) => new(digest, detail, SetAside(digest));

    private string? SetAside(Digest digest)
    {
        var aside = Path.Combine(store.Damaged, $"{digest.Hex}.{Path.GetFileName(store.NewTemporary())}");
        try
        {
            AtomicFile.Rename(PathOf(digest), aside);
        }
        catch (IOException)
        {
            return null;
        }

        using var file = FileBytes.Open(aside);
        if (!Matches(file, digest)) return aside;

        // Somebody had put a good one in its place between our look and our move: give it back.
        AtomicFile.Rename(aside, PathOf(digest));
        return null;
    }

    private static bool Matches(SafeFileHandle file, Digest digest)
    {
        try
        {
            return FileBytes.Hash(file, RandomAccess.GetLength(file)).Digest == digest;
        }
        catch (IOException)
        {
            // A sector that cannot be read is as good as wrong.
            return false;
        }
    }
}
