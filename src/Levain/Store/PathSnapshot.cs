namespace Levain.Store;

/// <summary>What a file or folder held at one moment.</summary>
public sealed class PathSnapshot
{
    private readonly Snapshotter snapshotter;
    private readonly HashedPath root;

    internal PathSnapshot(Snapshotter snapshotter, HashedPath root) => (this.snapshotter, this.root) = (snapshotter, root);

    public string Path => root.Node.Path;

    public Content Content => root.Content;

    /// <summary>The bytes of all files.</summary>
    public long Size => root.Size;

    public long Files => root.Node.Files().LongCount();

    /// <summary>The symbolic links below the path.</summary>
    internal IEnumerable<string> Links => LinksBelow(root.Node);

    private static IEnumerable<string> LinksBelow(PathNode node) =>
        node.Children.SelectMany(child => child.ThroughLink && !node.ThroughLink ? [child.Path] : LinksBelow(child));

    /// <summary>The first path whose content is no longer what it was, or null when all is the same. Files whose stamps did not move are not read.</summary>
    public string? FindChange(CancellationToken cancellation = default)
    {
        if (FileStatus.OfLink(Path) is null) return Path;
        var now = snapshotter.Hash(Path, cancellation);
        return now.Content == Content ? null : Difference(root, now);
    }

    private static string Difference(HashedPath before, HashedPath after)
    {
        if (before.Listing is null || after.Listing is null) return before.Node.Path;
        var old = before.Children.ToDictionary(child => child.Node.Name, StringComparer.Ordinal);
        foreach (var child in after.Children)
        {
            if (!old.Remove(child.Node.Name, out var was)) return child.Node.Path;
            if (was.Digest != child.Digest) return Difference(was, child);
            if (was.Node.Kind != child.Node.Kind) return child.Node.Path;
        }

        return old.Count > 0 ? old.Values.Select(child => child.Node.Path).Order(StringComparer.Ordinal).First() : after.Node.Path;
    }
}
