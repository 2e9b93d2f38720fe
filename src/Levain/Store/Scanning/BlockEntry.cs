using System.Buffers.Binary;

namespace Levain.Store.Scanning;

/// <summary>What an entry of a block is, and what of it may be believed.</summary>
[Flags]
internal enum EntryFlags : byte
{
    None = 0,
    File = 1,
    Executable = 2,
    Folder = 3,

    /// <summary>The name is a symbolic link; all else is told of what it leads to.</summary>
    Link = 4,

    /// <summary>The stamps were past when the file was hashed: as long as they do not move, the digest holds.</summary>
    Believed = 8,
}

/// <summary>One name of a folder, as bytes in a block: flags, mark, size, digest, length of the name, the name in UTF-8, and a zero byte for system calls.</summary>
internal readonly ref struct BlockEntry(Span<byte> bytes)
{
    public const int FixedBytes = NameAt + 1;

    private const EntryFlags KindBits = EntryFlags.File | EntryFlags.Executable;
    private const int MarkAt = 1, SizeAt = MarkAt + StampMark.ByteCount, DigestAt = SizeAt + sizeof(long), LengthAt = DigestAt + Levain.Digest.ByteCount, NameAt = LengthAt + sizeof(ushort);

    private readonly Span<byte> bytes = bytes;

    public EntryFlags Flags { get => (EntryFlags)bytes[0]; set => bytes[0] = (byte)value; }

    /// <summary>Of a file's stamp. A folder's stamp is kept with the folder.</summary>
    public StampMark Mark { get => StampMark.Read(bytes[MarkAt..]); set => value.CopyTo(bytes[MarkAt..]); }

    public long Size { get => BinaryPrimitives.ReadInt64LittleEndian(bytes[SizeAt..]); set => BinaryPrimitives.WriteInt64LittleEndian(bytes[SizeAt..], value); }

    public Digest Digest { get => Levain.Digest.FromHash(bytes.Slice(DigestAt, Levain.Digest.ByteCount)); set => value.CopyTo(bytes[DigestAt..]); }

    public ReadOnlySpan<byte> Name => bytes.Slice(NameAt, NameLength);

    /// <summary>The bytes of the whole entry.</summary>
    public int Length => FixedBytes + NameLength;

    public bool IsFolder => (Flags & KindBits) == EntryFlags.Folder;

    public EntryKind Kind => (Flags & KindBits) switch { EntryFlags.Folder => EntryKind.Directory, EntryFlags.Executable => EntryKind.Executable, _ => EntryKind.File };

    private int NameLength => BinaryPrimitives.ReadUInt16LittleEndian(bytes[LengthAt..]);

    /// <summary>Takes over everything but the name.</summary>
    public void TakeOver(BlockEntry known) => known.bytes[..LengthAt].CopyTo(bytes);

    public static void WriteName(Span<byte> entry, ReadOnlySpan<byte> name)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(entry[LengthAt..], (ushort)name.Length);
        name.CopyTo(entry[NameAt..]);
    }
}
