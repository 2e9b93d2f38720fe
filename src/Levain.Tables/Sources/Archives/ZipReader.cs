using System.IO.Compression;

namespace Levain.Tables.Sources.Archives;

/// <summary>Reads a zip file by its list of members. Sizes and check sums are compared with what really comes.</summary>
internal sealed class ZipReader : ArchiveReader
{
    private const int UnixKind = 0xF000, UnixFolder = 0x4000, UnixFile = 0x8000, UnixLink = 0xA000;

    private readonly ZipArchive archive;
    private readonly UnpackBudget budget;
    private int next;
    private ZipArchiveEntry? current;
    private Stream? content;
    private Crc32 sum = new();
    private long read;

    public ZipReader(Stream file, UnpackBudget budget, SourceLimits limits)
    {
        this.budget = budget;
        if (ZipEnd.Members(file) > (ulong)limits.Members) throw UnpackBudget.TooMany(limits);
        file.Position = 0;
        archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: false);
        _ = archive.Entries.Count;
    }

    public override ArchiveMember? Next()
    {
        content?.Dispose();
        content = null;
        if (next == archive.Entries.Count) return null;
        current = archive.Entries[next++];
        (sum, read) = (new(), 0);
        budget.Member();
        return new(current.FullName, KindOf(current), current.Length);
    }

    public override int Read(Span<byte> buffer)
    {
        content ??= new BudgetedStream(current!.Open(), budget);
        var count = content.Read(buffer);
        sum.Add(buffer[..count]);
        read += count;
        if (read > current!.Length || (count == 0 && read < current.Length)) throw new BadArchiveException("it has another size than the archive says");
        if (count == 0 && !buffer.IsEmpty && sum.Value != current.Crc32) throw new BadArchiveException("its check sum is wrong");
        return count;
    }

    public override void Dispose()
    {
        content?.Dispose();
        archive.Dispose();
        base.Dispose();
    }

    private static MemberKind KindOf(ZipArchiveEntry entry)
    {
        if (entry.FullName.EndsWith('/')) return MemberKind.Folder;
        return ((entry.ExternalAttributes >> 16) & UnixKind) switch
        {
            UnixLink => MemberKind.Link,
            UnixFolder => MemberKind.Folder,
            0 or UnixFile => entry.IsEncrypted ? MemberKind.Encrypted : MemberKind.File,
            _ => MemberKind.Device,
        };
    }
}
