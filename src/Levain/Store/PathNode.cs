namespace Levain.Store;

/// <summary>A file or folder as the walk found it, symbolic links followed.</summary>
/// <param name="ThroughLink">It, or a folder above it, was reached by a symbolic link: it is not ours to move.</param>
/// <param name="Children">In ordinal order of their names; empty for files.</param>
internal sealed record PathNode(string Path, string Name, EntryKind Kind, FileStatus Status, bool ThroughLink, IReadOnlyList<PathNode> Children)
{
    /// <summary>The files at and below this node.</summary>
    public IEnumerable<PathNode> Files() => Kind == EntryKind.Directory ? Children.SelectMany(child => child.Files()) : [this];
}

/// <summary>A file or folder with the digest of what it holds.</summary>
internal sealed record HashedPath(PathNode Node, Digest Digest, long Size, TreeListing? Listing, IReadOnlyList<HashedPath> Children)
{
    public Content Content => new(Digest, Listing is not null);
}
