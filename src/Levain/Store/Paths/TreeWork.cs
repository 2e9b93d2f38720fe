namespace Levain.Store;

/// <summary>Goes through a tree, listing by listing, and does something with every file on a few threads.</summary>
/// <remarks>
/// Files are numbered in an order that depends on the tree alone: those of a folder, as its listing has them, and then those of its folders, one
/// after the other. Nothing is kept for a file but what the work itself keeps.
/// </remarks>
internal abstract class TreeWork(IContentStore content, int threads, CancellationToken cancellation)
{
    private const int MostFilesInRun = 256;

    /// <summary>The files that were found so far.</summary>
    protected long Files { get; private set; }

    protected IContentStore Store => content;

    protected void Run(Digest tree, TreeFolder root)
    {
        using var work = new OrderedWork<FileRun>(threads, DoRun, run => Release(run.Folder));
        Guarded(work, tree, root, depth: 0);
        work.Finish();
    }

    /// <summary>Called in order, by one thread, before the files of a run are handed to any.</summary>
    protected virtual void Prepare(long files) { }

    /// <summary>Called by any thread.</summary>
    protected abstract void File(TreeFolder folder, long number, in TreeEntryBytes entry);

    /// <summary>Called by one thread, in order.</summary>
    protected abstract TreeFolder Enter(TreeFolder above, ReadOnlySpan<byte> name);

    /// <summary>Called by one thread when all entries of a folder have been seen, though its files may still be in work.</summary>
    protected virtual void Seen(TreeFolder folder, byte[] listing, int entries) { }

    /// <summary>Called when nothing in the folder is left to do.</summary>
    protected virtual void Leave(TreeFolder folder) { }

    private void Guarded(OrderedWork<FileRun> work, Digest digest, TreeFolder folder, int depth)
    {
        try
        {
            Folder(work, digest, folder, depth);
        }
        catch (Exception error)
        {
            work.Fail(error);
        }

        Release(folder, failed: work.Stopped);
    }

    private void Folder(OrderedWork<FileRun> work, Digest digest, TreeFolder folder, int depth)
    {
        if (depth > TreeListing.DeepestFolder) throw new BuildException($"tree `{digest.Brief}` is more than {TreeListing.DeepestFolder} folders deep");
        var listing = content.Read(digest);
        try
        {
            if (AddFiles(work, listing, folder)) AddFolders(work, listing, folder, depth);
        }
        catch (FormatException error)
        {
            throw TreeListing.NotATree(digest, error);
        }
    }

    // True when there are folders to come.
    private bool AddFiles(OrderedWork<FileRun> work, byte[] listing, TreeFolder folder)
    {
        var scan = new ListingScan(listing);
        var (start, count, folders) = (scan.Offset, 0, 0);
        while (!work.Stopped && scan.Next() is { } kind)
        {
            if (kind == EntryKind.Directory) folders++;
            else if (++count == MostFilesInRun) AddRun();
        }

        if (count > 0) AddRun();
        Seen(folder, listing, scan.Count);
        return folders > 0;

        void AddRun()
        {
            cancellation.ThrowIfCancellationRequested();
            var run = new FileRun(folder, listing, start, count, Files);
            Files += count;
            Prepare(Files);
            folder.Hold();
            work.Add(run);
            (start, count) = (scan.Offset, 0);
        }
    }

    private void AddFolders(OrderedWork<FileRun> work, byte[] listing, TreeFolder folder, int depth)
    {
        ReadOnlySpan<byte> rest = listing.AsSpan(TreeListing.Header.Length);
        while (!work.Stopped && !rest.IsEmpty)
        {
            var entry = TreeEntryBytes.Take(ref rest);
            if (!entry.IsFolder) continue;
            cancellation.ThrowIfCancellationRequested();
            Guarded(work, entry.Digest, Enter(folder, entry.Name), depth + 1);
        }
    }

    private void DoRun(FileRun run)
    {
        ReadOnlySpan<byte> rest = run.Listing.AsSpan(run.Start);
        for (var done = 0; done < run.Count;)
        {
            var entry = TreeEntryBytes.Take(ref rest);
            if (!entry.IsFolder) File(run.Folder, run.First + done++, entry);
        }
    }

    private void Release(TreeFolder folder, bool failed = false)
    {
        if (!folder.Release()) return;
        try
        {
            if (!failed) Leave(folder);
        }
        finally
        {
            folder.Dispose();
        }
    }
}
