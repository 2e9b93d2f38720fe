using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Compares a materialized path with what it should hold.</summary>
/// <param name="known">Stamps of files whose bytes were right before; a file that still has its stamp is not read again.</param>
/// <param name="believed">Whether somebody else knows that a file is right as it is: the manifest on the disk, where others gave it more names since.</param>
internal sealed class PathCheck(IContentStore content, int threads, PathStamps known, Func<long, Digest, FileStamp, bool> believed) : TreeWork(content, threads, CancellationToken.None)
{
    private volatile bool moved;

    public PathStamps Stamps { get; } = new();

    /// <summary>Whether a stamp was not the one that was known.</summary>
    public bool Moved => moved;

    /// <summary>Files must be the very ones that were known, not new ones with the same bytes.</summary>
    public bool SameFiles { get; init; }

    public PathFault? Find(string root, Content expected)
    {
        try
        {
            if (expected.IsTree) CheckTree(root, expected.Digest);
            else CheckFile(root, expected.Digest);
            return null;
        }
        catch (PathFaultException found)
        {
            return found.Fault;
        }
    }

    protected override void Prepare(long files) => Stamps.Grow(files);

    protected override void File(TreeFolder folder, long number, in TreeEntryBytes entry)
    {
        var status = folder.Directory.Status(entry.Name) ?? throw Fault(folder.PathOf(entry.Name), "was removed", entry.Digest);
        var why = WhyRead(number, entry.Digest, status);
        if (why is null) return;
        if (why.Length > 0) throw Fault(folder.PathOf(entry.Name), why, entry.Digest);
        using var file = folder.Directory.OpenToRead(entry.Name);
        if (!Compare(number, entry.Digest, file, folder.Directory.Path)) throw Fault(folder.PathOf(entry.Name), "was written to", entry.Digest);
    }

    protected override TreeFolder Enter(TreeFolder above, ReadOnlySpan<byte> name) => above.Directory.Status(name) switch
    {
        null => throw Fault(above.PathOf(name), "was removed"),
        { Kind: not PathKind.Directory } => throw Fault(above.PathOf(name), "was removed or replaced"),
        _ => new(above.PathOf(name), above.Directory.Enter(name)),
    };

    // Names are counted first: as many as there should be, and each of those found one by one, leave no room for another.
    protected override void Seen(TreeFolder folder, byte[] listing, int entries)
    {
        if (folder.Directory.CountNames() > entries && Added(folder, listing) is { } name) throw Fault(folder.PathOf(Encoding.UTF8.GetBytes(name)), "was added");
    }

    private static string? Added(TreeFolder folder, byte[] listing)
    {
        var found = ReadOnlyTree.Names(folder.Directory.Path).ToHashSet(StringComparer.Ordinal);
        ReadOnlySpan<byte> rest = listing.AsSpan(TreeListing.Header.Length);
        while (!rest.IsEmpty) found.Remove(Encoding.UTF8.GetString(TreeEntryBytes.Take(ref rest).Name));
        return found.Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private static PathFaultException Fault(string path, string what, Digest? expected = null) => new(new(path, what, expected));

    private void CheckTree(string root, Digest tree)
    {
        if (FileStatus.OfLink(root)?.Kind != PathKind.Directory) throw Fault("", "was removed or replaced");
        Run(tree, new TreeFolder("", PathDirectory.Open(root)));
    }

    private void CheckFile(string path, Digest digest)
    {
        Stamps.Grow(1);
        var status = FileStatus.OfLink(path) ?? throw Fault("", "was removed or replaced", digest);
        var why = WhyRead(0, digest, status);
        if (why is null) return;
        if (why.Length > 0) throw Fault("", why, digest);
        using var file = FileBytes.Open(path);
        if (!Compare(0, digest, file, path)) throw Fault("", "was written to", digest);
    }

    // Null when the file need not be read, empty when it must, and else what is wrong with it already.
    private string? WhyRead(long number, Digest digest, FileStatus status)
    {
        if (status.Kind != PathKind.File) return "was removed or replaced";
        var (before, now) = (known[number], status.Stamp);
        if (SameFiles && (before.Device, before.Inode, before.Born) != (now.Device, now.Inode, now.Born)) return "was replaced";
        if (before != now) moved = true;
        if (!now.CanBeTrusted || (before != now && !believed(number, digest, now))) return "";
        Stamps[number] = now;
        return null;
    }

    // The stamp from before the hash. That it moves meanwhile is no fault: another process may be giving the same inode one more name.
    private bool Compare(long number, Digest digest, SafeFileHandle file, string path)
    {
        var before = FileStatus.Of(file, path).Stamp;
        if (FileBytes.Hash(file, before.Size).Digest != digest) return false;
        Stamps[number] = before;
        return true;
    }
}
