namespace Levain.Store;

/// <summary>All files of a tree by their relative path.</summary>
internal sealed class TreeFiles
{
    private readonly Dictionary<string, TreeEntry> entries = new(StringComparer.Ordinal);

    private TreeFiles() { }

    /// <summary>In ordinal order of the whole path.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    public static TreeFiles Read(IContentStore store, Digest root)
    {
        var files = new TreeFiles();
        files.Add(store, root, "", depth: 0);
        files.Names = [.. files.entries.Keys.Order(StringComparer.Ordinal)];
        return files;
    }

    public TreeEntry? Find(string path) => entries.GetValueOrDefault(path);

    private void Add(IContentStore store, Digest folder, string prefix, int depth)
    {
        if (depth > TreeListing.DeepestFolder) throw new BuildException($"tree `{folder.Brief}` is more than {TreeListing.DeepestFolder} folders deep");
        foreach (var entry in store.ReadTree(folder).Entries)
        {
            if (entry.Kind == EntryKind.Directory) Add(store, entry.Digest, $"{prefix}{entry.Name}/", depth + 1);
            else entries.Add(prefix + entry.Name, entry);
        }
    }
}
