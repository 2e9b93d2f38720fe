namespace Levain.Store.Scanning;

/// <summary>One folder while it is scanned.</summary>
internal sealed class FolderVisit(TreeScan scan, string path, bool throughLink, FolderVisit.Place? place, ScannedFolder? known) : IWork
{
    private readonly Place? place = place;
    private FolderHandle? folder;
    private FileStamp stamp;
    private bool namesBelieved;
    private BlockVisit[] blocks = [];
    private int looking, left;

    /// <summary>Where the folder stands in the one above it.</summary>
    internal sealed record Place(FolderVisit Above, BlockVisit Block, int Index);

    public TreeScan Scan => scan;

    public string Path => path;

    public bool ThroughLink => throughLink;

    public FolderHandle Handle => folder!;

    public void Run(WorkQueue queue)
    {
        scan.Cancellation.ThrowIfCancellationRequested();
        try
        {
            Open();
        }
        catch (Exception error)
        {
            folder?.Dispose();
            if (!DiskError.Is(error)) throw;
            throw error is FileNotFoundException && place is not null ? Removed(path) : DiskError.Reading(path, error);
        }

        left = looking = blocks.Length;
        if (left == 0) Finish();
        for (var i = blocks.Length - 1; i > 0; i--) queue.Push(blocks[i]);
        if (blocks.Length > 0) blocks[0].Run(queue);
    }

    /// <summary>All entries of a block were looked at. After the last one, the folder need not be open any more.</summary>
    public void Looked()
    {
        if (Interlocked.Decrement(ref looking) == 0) folder!.Dispose();
    }

    /// <summary>A block is complete, with the folders in it.</summary>
    public void Done()
    {
        if (Interlocked.Decrement(ref left) == 0) Finish();
    }

    public static BuildException Removed(string path) => new($"`{path}` was removed while its folder was read", "try again when nothing writes there");

    private void Open()
    {
        folder = FolderHandle.Open(path);
        stamp = folder.Status.Stamp;
        RefuseLoop();
        namesBelieved = known is { NamesBelieved: true } && stamp.CanBeTrusted && StampMark.Of(stamp) == known.Mark;
        blocks = namesBelieved ? KnownBlocks() : ReadBlocks();
        if (blocks.Length == 0) folder.Dispose();
    }

    private BlockVisit[] KnownBlocks()
    {
        var visits = new BlockVisit[known!.Blocks.Length];
        for (int i = 0, folders = 0; i < visits.Length; folders += known.Blocks[i++].Folders)
            visits[i] = new(this, known.Blocks[i], known.Folders.AsMemory(folders, known.Blocks[i].Folders));
        return visits;
    }

    private BlockVisit[] ReadBlocks()
    {
        namesBelieved = folder!.StampTellsOfNames && scan.WillBelieve(stamp);
        var names = new NameList();
        folder.ReadNames(names);
        names.Sort();
        return [.. NameRange.Cut(names, known).Select(range => new BlockVisit(this, range))];
    }

    private void RefuseLoop()
    {
        var depth = 0;
        for (var above = place?.Above; above is not null; above = above.place?.Above, depth++)
            if (stamp.Inode != 0 && (above.stamp.Device, above.stamp.Inode) == (stamp.Device, stamp.Inode))
                throw new BuildException($"the symbolic link `{path}` leads back to `{above.Path}`, which holds it", "remove the link: following it would never end");

        if (depth > TreeListing.DeepestFolder) throw new BuildException($"`{path}` is more than {TreeListing.DeepestFolder} folders deep");
    }

    private void Finish()
    {
        scan.Cancellation.ThrowIfCancellationRequested();
        var made = Result();
        if (place is null) scan.Finish(made);
        else place.Block.Found(place.Index, made);
    }

    private ScannedFolder Result()
    {
        var now = Array.ConvertAll(blocks, visit => visit.Block!);
        ScannedFolder[] folders = [.. blocks.SelectMany(visit => visit.Folders)];
        var mark = StampMark.Of(stamp);
        // The same objects, not only equal ones: what did not change is handed on from scan to scan.
        if (known is null || !now.AsSpan().SequenceEqual(known.Blocks) || !scan.Sink.Has(known.Digest)) return Listed(mark, now, folders);

        return mark == known.Mark && namesBelieved == known.NamesBelieved && Same(folders, known.Folders)
            ? known
            : known with { Mark = mark, NamesBelieved = namesBelieved, Folders = folders, LinksBelow = LinksBelow(now, folders) };
    }

    private ScannedFolder Listed(StampMark mark, EntryBlock[] blocks, ScannedFolder[] folders)
    {
        var (digest, size) = BlockListing.Write(blocks, scan.Sink);
        return new()
        {
            Mark = mark,
            NamesBelieved = namesBelieved,
            LinksBelow = LinksBelow(blocks, folders),
            Digest = digest,
            Size = size,
            Files = blocks.Sum(block => (long)(block.Count - block.Folders)) + folders.Sum(folder => folder.Files),
            Blocks = blocks,
            Folders = folders,
        };
    }

    private static bool Same(ScannedFolder[] left, ScannedFolder[] right)
    {
        for (var i = 0; i < left.Length; i++)
            if (!ReferenceEquals(left[i], right[i])) return false;
        return left.Length == right.Length;
    }

    private static bool LinksBelow(EntryBlock[] blocks, ScannedFolder[] folders) => Array.Exists(blocks, block => block.HoldsLinks) || Array.Exists(folders, folder => folder.LinksBelow);
}
