namespace Levain.Store;

/// <summary>Makes a tree in an empty folder out of one more name for each file of a materialized path.</summary>
/// <remarks>A further name moves the ctime of a file. The stamp from before, which was believed, and the one from after must agree in all else; then the new one is believed.</remarks>
internal sealed class TreeLinking(IContentStore content, PathFolder paths, int threads, StorePath from, CancellationToken cancellation) : TreeWork(content, threads, cancellation)
{
    private readonly FileMaking making = new(content);

    public void Make(Digest tree, string path) => Run(tree, new TreeFolder("", PathDirectory.Open(path), PathDirectory.Open(from.Path)));

    protected override void File(TreeFolder folder, long number, in TreeEntryBytes entry)
    {
        if (!folder.Directory.TryLink(folder.Source, entry.Name, entry.Name))
        {
            // One that has as many names as the file system allows, say.
            making.Make(folder.Directory, entry.Name, entry.Digest, entry.Size, FileStyle.ReadOnly.ModeOf(entry.Kind), time: null);
            return;
        }

        var before = from.Stamps[number];
        var now = folder.Directory.Status(entry.Name)?.Stamp ?? throw PathFolder.Changes(folder.Directory.PathOf(entry.Name));
        if (!PathFolder.IsUnwritten(before, now)) throw PathFolder.Changes(folder.Source.PathOf(entry.Name));
        from.Stamps[number] = now;
        if (entry.Size > PathFolder.CopyUpTo && entry.Kind == EntryKind.File) paths.Relink(entry.Digest, before, now);
    }

    protected override TreeFolder Enter(TreeFolder above, ReadOnlySpan<byte> name) => new(above.PathOf(name), above.Directory.Make(name), above.Source.Enter(name));

    protected override void Leave(TreeFolder folder)
    {
        if (!folder.IsRoot) folder.Directory.Seal();
    }
}
