namespace Levain.Store;

/// <summary>An artifact in a store: reads are checked, and so is the path of one that was asked for its path.</summary>
public sealed class StoredArtifact(IContentStore store, Content content) : ArtifactReader
{
    private readonly Lazy<TreeFiles> tree = new(() => TreeFiles.Read(store, content.Digest));
    private readonly Lazy<MaterializedPath> materialized = new(() => store.Materialize(content));

    public override Content Content => content;

    public override IReadOnlyList<string> Files => content.IsTree ? tree.Value.Names : [];

    public override string Path => materialized.Value.Path;

    public override Stream Open() => content.IsTree
        ? throw new BuildException($"artifact `{content.Digest.Brief}` is a tree of files, not one file", "open its files by name")
        : store.Open(content.Digest);

    public override Stream Open(string path)
    {
        if (!content.IsTree) throw new BuildException($"artifact `{content.Digest.Brief}` is one file: there is no `{path}` in it");
        return tree.Value.Find(path) is { } entry
            ? store.Open(entry.Digest)
            : throw new BuildException($"there is no file `{path}` in tree `{content.Digest.Brief}`", NearestName.Hint(path, [.. tree.Value.Names]));
    }

    /// <summary>After the run: throws <see cref="ChangedInputException"/> when <see cref="Path"/> was handed out and written to.</summary>
    public void VerifyPath()
    {
        if (materialized.IsValueCreated) materialized.Value.Verify();
    }
}
