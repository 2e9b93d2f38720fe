using Levain.Store.Scanning;

namespace Levain.Store;

/// <summary>What a file or folder held at one moment.</summary>
public sealed class PathSnapshot
{
    private readonly Snapshotter snapshotter;
    private readonly ScannedPath root;

    internal PathSnapshot(Snapshotter snapshotter, ScannedPath root) => (this.snapshotter, this.root) = (snapshotter, root);

    public string Path => root.Path;

    public Content Content => root.Content;

    /// <summary>The bytes of all files.</summary>
    public long Size => root.Size;

    public long Files => root.Files;

    /// <summary>The symbolic links below the path.</summary>
    internal IEnumerable<string> Links => root.Links;

    /// <summary>The first path whose content is no longer what it was, or null when all is the same. Files whose stamps did not move are not read.</summary>
    public string? FindChange(CancellationToken cancellation = default)
    {
        if (FileStatus.OfLink(Path) is null) return Path;
        var now = snapshotter.Scan(cancellation).Again(root);
        if (now.Content == Content) return null;
        return root.Folder is { } before && now.Folder is { } after ? FolderDifference.Find(Path, before, after) : Path;
    }
}
