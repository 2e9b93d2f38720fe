using System.Text;

namespace Levain.Store.Scanning;

/// <summary>One block of a folder's names while it is scanned: looks at every entry, reads the files that are not known, visits the folders.</summary>
internal sealed class BlockVisit : IWork
{
    private readonly FolderVisit folder;
    private readonly NameRange? names;
    private readonly EntryBlock? basis;
    private readonly ReadOnlyMemory<ScannedFolder> basisFolders;
    private List<(int At, FileStatus Status)> unread = [];
    private List<(int At, ScannedFolder? Known)> below = [];

    // Ours to write to. While it is null, the block is what the scan before left.
    private byte[]? own;
    private ScannedFolder[] found = [];
    private int left;

    /// <summary>A block whose names are believed.</summary>
    public BlockVisit(FolderVisit folder, EntryBlock basis, ReadOnlyMemory<ScannedFolder> folders) => (this.folder, this.basis, basisFolders) = (folder, basis, folders);

    /// <summary>A block whose names were read.</summary>
    public BlockVisit(FolderVisit folder, NameRange names) => (this.folder, this.names, basis) = (folder, names, names.Basis);

    /// <summary>The block when all is done.</summary>
    public EntryBlock? Block { get; private set; }

    /// <summary>The folders among its entries when all is done.</summary>
    public IReadOnlyList<ScannedFolder> Folders => found;

    public void Run(WorkQueue queue)
    {
        LookAtAll();
        folder.Looked();
        left = 1 + unread.Count + below.Count;
        found = below.Count == 0 ? [] : new ScannedFolder[below.Count];
        if (below.Count > 0) queue.Push(new Visits(this));
        if (unread.Count > 0) new Readings(this).Run(queue);
        Done(1);
    }

    public void Found(int index, ScannedFolder made)
    {
        found[index] = made;
        Done(1);
    }

    private void LookAtAll()
    {
        var known = basisFolders;
        if (names is { } range)
        {
            var folders = new List<ScannedFolder>();
            own = range.Fill(folders);
            known = folders.ToArray();
        }

        var length = own?.Length ?? basis!.Length;
        for (int at = 0, next = 0; at < length; at += Entry(at).Length)
        {
            folder.Scan.Cancellation.ThrowIfCancellationRequested();
            LookAt(at, Entry(at).IsFolder ? known.Span[next++] : null);
        }
    }

    private BlockEntry Entry(int at) => own is null ? basis![at] : new(own.AsSpan(at));

    private BlockEntry OwnEntry(int at) => new((own ??= basis!.Copy()).AsSpan(at));

    private string PathOf(int at) => Path.Join(folder.Path, Encoding.UTF8.GetString(Entry(at).Name));

    private void LookAt(int at, ScannedFolder? known)
    {
        try
        {
            var name = Entry(at).Name;
            var status = folder.Handle.Look(name, follow: false) ?? throw FolderVisit.Removed(PathOf(at));
            var flags = EntryFlags.None;
            if (status.Kind == PathKind.Link)
            {
                flags = EntryFlags.Link;
                status = folder.Handle.Look(name, follow: true) ?? throw new BuildException($"the symbolic link `{PathOf(at)}` leads to nothing", "remove it, or bring back what it points to");
            }

            if (status.Kind == PathKind.Directory) SeeFolder(at, flags | EntryFlags.Folder, known);
            else if (status.Kind == PathKind.File) SeeFile(at, flags | (status.Executable ? EntryFlags.Executable : EntryFlags.File), status);
            else throw new BuildException($"`{PathOf(at)}` is a socket, a pipe or a device: it has no content to keep", "remove it, or name the files beside it");
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(PathOf(at), error);
        }
    }

    private void SeeFolder(int at, EntryFlags flags, ScannedFolder? known)
    {
        if (Entry(at).Flags != flags) Reset(at, flags, default, size: 0);
        below.Add((at, known));
    }

    private void SeeFile(int at, EntryFlags flags, in FileStatus status)
    {
        var mark = StampMark.Of(status.Stamp);
        var entry = Entry(at);
        if (entry.Flags == (flags | EntryFlags.Believed) && entry.Mark == mark && status.Stamp.CanBeTrusted && folder.Scan.Sink.Has(entry.Digest)) return;
        Reset(at, flags, mark, status.Stamp.Size);
        unread.Add((at, status));
    }

    private void Reset(int at, EntryFlags flags, StampMark mark, long size)
    {
        var entry = OwnEntry(at);
        (entry.Flags, entry.Mark, entry.Size, entry.Digest) = (flags, mark, size, default);
    }

    private void Read(int at, in FileStatus status)
    {
        var believe = folder.Scan.WillBelieve(status.Stamp);
        var taken = folder.Scan.Sink.Add(new(PathOf(at), status, folder.ThroughLink || (Entry(at).Flags & EntryFlags.Link) != 0), folder.Scan.Cancellation);
        var entry = OwnEntry(at);
        (entry.Size, entry.Digest) = (taken.Size, taken.Digest);
        if (believe && taken.Stamp == status.Stamp) entry.Flags |= EntryFlags.Believed;
    }

    private void Done(int count)
    {
        if (Interlocked.Add(ref left, -count) > 0) return;
        for (var i = 0; i < found.Length; i++)
        {
            var made = found[i];
            var entry = Entry(below[i].At);
            if (entry.Digest == made.Digest && entry.Size == made.Size) continue;
            entry = OwnEntry(below[i].At);
            (entry.Size, entry.Digest) = (made.Size, made.Digest);
        }

        Block = own is null || (basis is not null && basis.Bytes.SequenceEqual(own)) ? basis : new(own);
        // A folder of a million names has a thousand blocks, which wait for one another.
        (own, unread, below) = (null, [], []);
        folder.Done();
    }

    /// <summary>Reads the files that are not known, a few at a time: a large file must not have a queue of small ones behind it.</summary>
    private sealed class Readings(BlockVisit block) : IWork
    {
        private const int MostFiles = 16, MostBytes = 1 << 20;

        private int next;

        public void Run(WorkQueue queue)
        {
            var (from, to, bytes) = (next, next, 0L);
            while (to < block.unread.Count && to - from < MostFiles && bytes < MostBytes) bytes += block.unread[to++].Status.Stamp.Size;
            next = to;
            if (to < block.unread.Count) queue.Push(this);
            for (var i = from; i < to; i++)
            {
                block.folder.Scan.Cancellation.ThrowIfCancellationRequested();
                block.Read(block.unread[i].At, block.unread[i].Status);
            }

            block.Done(to - from);
        }
    }

    /// <summary>Visits the folders one after the other, so that those not begun yet cost nothing.</summary>
    private sealed class Visits(BlockVisit block) : IWork
    {
        private int next;

        public void Run(WorkQueue queue)
        {
            var index = next++;
            if (next < block.below.Count) queue.Push(this);
            var (at, known) = block.below[index];
            var throughLink = block.folder.ThroughLink || (block.Entry(at).Flags & EntryFlags.Link) != 0;
            new FolderVisit(block.folder.Scan, block.PathOf(at), throughLink, new(block.folder, block, index), known).Run(queue);
        }
    }
}
