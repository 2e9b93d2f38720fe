using System.Buffers.Binary;

namespace Levain.Store.Scanning;

/// <summary>Writes and reads what a scan knows of a folder: its own facts, its blocks as they are in memory, and the folders in it in turn.</summary>
internal static class TreeCodec
{
    private const int FactBytes = StampMark.ByteCount + 1 + Digest.ByteCount + sizeof(long) + sizeof(long) + sizeof(int);
    private const byte NamesBelieved = 1, LinksBelow = 2;

    public static void Write(SealedStream output, ScannedFolder folder)
    {
        Span<byte> facts = stackalloc byte[FactBytes];
        folder.Mark.CopyTo(facts);
        var rest = facts[StampMark.ByteCount..];
        rest[0] = (byte)((folder.NamesBelieved ? NamesBelieved : 0) | (folder.LinksBelow ? LinksBelow : 0));
        folder.Digest.CopyTo(rest[1..]);
        rest = rest[(1 + Digest.ByteCount)..];
        BinaryPrimitives.WriteInt64LittleEndian(rest, folder.Size);
        BinaryPrimitives.WriteInt64LittleEndian(rest[sizeof(long)..], folder.Files);
        BinaryPrimitives.WriteInt32LittleEndian(rest[(2 * sizeof(long))..], folder.Blocks.Length);
        output.Write(facts);

        foreach (var block in folder.Blocks)
        {
            BinaryPrimitives.WriteInt32LittleEndian(facts, block.Length);
            output.Write(facts[..sizeof(int)]);
            output.Write(block.Bytes);
        }

        foreach (var below in folder.Folders) Write(output, below);
    }

    /// <summary>Believes what it reads: the seal was checked.</summary>
    public static ScannedFolder Read(Stream input)
    {
        Span<byte> facts = stackalloc byte[FactBytes];
        input.ReadExactly(facts);
        var rest = facts[(StampMark.ByteCount + 1 + Digest.ByteCount)..];
        var blocks = new EntryBlock[BinaryPrimitives.ReadInt32LittleEndian(rest[(2 * sizeof(long))..])];
        for (var i = 0; i < blocks.Length; i++) blocks[i] = ReadBlock(input);

        var folders = new ScannedFolder[blocks.Sum(block => block.Folders)];
        for (var i = 0; i < folders.Length; i++) folders[i] = Read(input);
        var flags = facts[StampMark.ByteCount];
        return new()
        {
            Mark = StampMark.Read(facts),
            NamesBelieved = (flags & NamesBelieved) != 0,
            LinksBelow = (flags & LinksBelow) != 0,
            Digest = Digest.FromHash(facts.Slice(StampMark.ByteCount + 1, Digest.ByteCount)),
            Size = BinaryPrimitives.ReadInt64LittleEndian(rest),
            Files = BinaryPrimitives.ReadInt64LittleEndian(rest[sizeof(long)..]),
            Blocks = blocks,
            Folders = folders,
        };
    }

    private static EntryBlock ReadBlock(Stream input)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        input.ReadExactly(length);
        var bytes = GC.AllocateUninitializedArray<byte>(BinaryPrimitives.ReadInt32LittleEndian(length));
        input.ReadExactly(bytes);
        return new(bytes);
    }
}
