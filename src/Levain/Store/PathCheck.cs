namespace Levain.Store;

/// <summary>Compares a materialized path with what it should hold.</summary>
/// <param name="known">Stamps of files whose bytes were compared before; a file that still has its stamp is not read again.</param>
internal sealed class PathCheck(IContentStore content, IReadOnlyDictionary<string, FileStamp> known)
{
    /// <summary>What is wrong: the relative path, in words, and the file that should have been there.</summary>
    public sealed record Fault(string Path, string What, Digest? Expected);

    public Dictionary<string, FileStamp> Stamps { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a file had to be read, because its stamp had moved or was not known.</summary>
    public bool Moved { get; private set; }

    /// <summary>Files must be the very ones that were known, not new ones with the same bytes.</summary>
    public bool SameFiles { get; init; }

    public Fault? Find(string root, Content expected) => expected.IsTree ? Folder(root, "", expected.Digest) : File(root, "", expected.Digest);

    private Fault? Folder(string root, string relative, Digest listing)
    {
        var path = Path.Join(root, relative);
        if (FileStatus.OfLink(path)?.Kind != PathKind.Directory) return new(relative, "was removed or replaced", null);

        var found = ReadOnlyTree.Names(path).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in content.ReadTree(listing).Entries)
        {
            var name = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
            var missing = !found.Remove(entry.Name);
            if (missing) return new(name, "was removed", null);
            if ((entry.Kind == EntryKind.Directory ? Folder(root, name, entry.Digest) : File(root, name, entry.Digest)) is { } fault) return fault;
        }

        return found.Count == 0 ? null : new(Path.Join(relative, found.Order(StringComparer.Ordinal).First()), "was added", null);
    }

    private Fault? File(string root, string relative, Digest digest)
    {
        var path = relative.Length == 0 ? root : Path.Join(root, relative);
        if (FileStatus.OfLink(path) is not { Kind: PathKind.File } status) return new(relative, "was removed or replaced", digest);

        var before = known.TryGetValue(relative, out var stamp);
        if (SameFiles && (!before || (stamp.Device, stamp.Inode, stamp.Born) != (status.Stamp.Device, status.Stamp.Inode, status.Stamp.Born))) return new(relative, "was replaced", digest);
        if (!before || stamp != status.Stamp || !stamp.CanBeTrusted)
        {
            Moved = true;
            var (actual, read) = Hash(path);
            if (actual != digest) return new(relative, "was written to", digest);
            stamp = read;
        }

        Stamps[relative] = stamp;
        return null;
    }

    // The stamp from before the hash. That it moves meanwhile is no fault: another process may be giving the same inode one more name.
    private static (Digest, FileStamp) Hash(string path)
    {
        using var file = FileBytes.Open(path);
        var before = FileStatus.Of(file, path).Stamp;
        return (FileBytes.Hash(file, before.Size).Digest, before);
    }
}
