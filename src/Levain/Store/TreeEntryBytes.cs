using System.Buffers.Binary;

namespace Levain.Store;

/// <summary>One entry of a listing as it stands in the bytes: nothing is allocated for it. Its name has not been checked.</summary>
internal readonly ref struct TreeEntryBytes
{
    public const int FixedBytes = 1 + Digest.ByteCount + sizeof(long) + sizeof(ushort);

    private TreeEntryBytes(EntryKind kind, ReadOnlySpan<byte> digest, long size, ReadOnlySpan<byte> name)
    {
        Kind = kind;
        Digest = Digest.FromHash(digest);
        Size = size;
        Name = name;
    }

    public EntryKind Kind { get; }

    public Digest Digest { get; }

    /// <inheritdoc cref="TreeEntry.Size"/>
    public long Size { get; }

    /// <summary>In UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    public bool IsFolder => Kind == EntryKind.Directory;

    /// <summary>Reads the first entry and moves past it; a <see cref="FormatException"/> says what is wrong with it.</summary>
    public static TreeEntryBytes Take(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < FixedBytes) throw new FormatException("the last entry is cut off");
        var kind = rest[0] switch
        {
            (byte)'f' => EntryKind.File,
            (byte)'x' => EntryKind.Executable,
            (byte)'d' => EntryKind.Directory,
            var other => throw new FormatException($"an entry cannot be of kind {other}"),
        };
        var size = BinaryPrimitives.ReadInt64BigEndian(rest[(1 + Digest.ByteCount)..]);
        if (size < 0) throw new FormatException("a size is negative");
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[(FixedBytes - sizeof(ushort))..]);
        if (rest.Length - FixedBytes < length) throw new FormatException("the last name is cut off");

        var entry = new TreeEntryBytes(kind, rest.Slice(1, Digest.ByteCount), size, rest.Slice(FixedBytes, length));
        rest = rest[(FixedBytes + length)..];
        return entry;
    }
}
