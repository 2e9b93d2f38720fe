namespace Levain.Store;

/// <summary>A file of a tree that is put together from files of many places.</summary>
/// <param name="Path">Below the tree, with <c>/</c>.</param>
internal readonly record struct TreePart(string Path, Digest Digest, long Size);

/// <summary>Makes the listings of a tree from the paths of its files.</summary>
internal static class TreeAssembly
{
    public delegate void KeepListing(Digest digest, ReadOnlySpan<byte> bytes);

    public static Content Of(IEnumerable<TreePart> parts, KeepListing keep)
    {
        var root = new Folder();
        foreach (var part in parts)
        {
            var names = part.Path.Split('/');
            if (names.Length > TreeListing.DeepestFolder) throw new BuildException($"`{part.Path}` lies deeper than {TreeListing.DeepestFolder} folders");
            var folder = names[..^1].Aggregate(root, (above, name) => above.Enter(name, part.Path));
            folder.Add(names[^1], part);
        }

        return Content.Tree(root.Keep(keep).Digest);
    }

    private sealed class Folder
    {
        private readonly Dictionary<string, Folder> folders = new(StringComparer.Ordinal);
        private readonly Dictionary<string, TreeEntry> files = new(StringComparer.Ordinal);

        public Folder Enter(string name, string path)
        {
            if (files.ContainsKey(name)) throw new BuildException($"`{path}` lies below something that is a file");
            return folders.TryGetValue(name, out var folder) ? folder : folders[name] = new();
        }

        public void Add(string name, TreePart part)
        {
            if (folders.ContainsKey(name) || !files.TryAdd(name, new(EntryKind.File, part.Digest, part.Size, name))) throw new BuildException($"`{part.Path}` stands twice in one tree");
        }

        public (Digest Digest, long Size) Keep(KeepListing keep)
        {
            var listing = TreeListing.Of([.. files.Values, .. folders.Select(Entry)]);
            var bytes = listing.ToBytes();
            var digest = Digest.Of(bytes);
            keep(digest, bytes);
            return (digest, listing.TotalSize);

            TreeEntry Entry(KeyValuePair<string, Folder> folder)
            {
                var (inner, size) = folder.Value.Keep(keep);
                return new(EntryKind.Directory, inner, size, folder.Key);
            }
        }
    }
}
