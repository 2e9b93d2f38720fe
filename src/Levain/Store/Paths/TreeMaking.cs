namespace Levain.Store;

/// <summary>Makes the folders and files of a tree in a folder that is there and empty. The root is left unsealed, so that it can still be moved.</summary>
internal sealed class TreeMaking(IContentStore content, int threads, FileStyle style, IFileSharing? sharing, CancellationToken cancellation) : TreeWork(content, threads, cancellation)
{
    private readonly FileMaking making = new(content);

    /// <summary>Of the files that were made, as they were when the last byte was written.</summary>
    public PathStamps Stamps { get; } = new();

    public void Make(Digest tree, string path) => Run(tree, new TreeFolder("", PathDirectory.Open(path)));

    protected override void Prepare(long files) => Stamps.Grow(files);

    protected override void File(TreeFolder folder, long number, in TreeEntryBytes entry)
    {
        var status = sharing?.TryShare(folder.Directory, entry, style)
            ?? making.Make(folder.Directory, entry.Name, entry.Digest, entry.Size, style.ModeOf(entry.Kind), style.Time);
        Stamps[number] = status.Stamp;
    }

    protected override TreeFolder Enter(TreeFolder above, ReadOnlySpan<byte> name) => new(above.PathOf(name), above.Directory.Make(name));

    protected override void Leave(TreeFolder folder)
    {
        if (style.Sealed && !folder.IsRoot) folder.Directory.Seal();
    }
}
