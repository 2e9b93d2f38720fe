using Levain.Store;

namespace Levain.Collection;

/// <summary>A file that is named by a digest, as it lies on the disk.</summary>
internal readonly record struct NamedFile(Digest Digest, string Path, long Size, DateTime Written);

/// <summary>Lists what is in the folders of a store.</summary>
internal static class StoreWalk
{
    /// <summary>The files of <c>objects/</c> or <c>actions/</c>: two hex digits for the folder, the rest for the file. Other names are passed over.</summary>
    public static IEnumerable<NamedFile> Files(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories("??"))
            foreach (var file in inner.EnumerateFiles())
                if (Digest.TryParseHex(inner.Name + file.Name, out var digest)) yield return new(digest, file.FullName, file.Length, file.LastWriteTimeUtc);
    }

    /// <summary>The paths of all packs, in ordinal order.</summary>
    public static IReadOnlyList<string> Packs(StoreFolder store) =>
        Directory.Exists(store.Packs) ? [.. ReadOnlyTree.Names(store.Packs).Where(name => name.EndsWith(Store.Packs.PackFolder.Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => Path.Combine(store.Packs, name))] : [];

    /// <summary>The bytes of a file or of all files in a folder; a file with a second name elsewhere takes no room of its own.</summary>
    public static long Bytes(string path)
    {
        if (FileStatus.OfLink(path) is not { } status) return 0;
        return status.Kind == PathKind.Directory ? ReadOnlyTree.Names(path).Sum(name => Bytes(Path.Combine(path, name))) : status.Links > 1 ? 0 : status.Stamp.Size;
    }

    /// <summary>When a path was last touched by anybody: by the clock that only the kernel sets, where there is one.</summary>
    public static DateTime Touched(string path) => FileStatus.OfLink(path) is { Stamp.CanBeTrusted: true } status
        ? DateTime.UnixEpoch.AddTicks(status.Stamp.Changed / 100)
        : File.GetLastWriteTimeUtc(path);
}
