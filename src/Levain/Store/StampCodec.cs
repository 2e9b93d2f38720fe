using System.Text;

namespace Levain.Store;

/// <summary>Writes and reads names and stamps in the store's own binary files.</summary>
internal static class StampCodec
{
    public static void Write(BinaryWriter output, in FileStamp stamp)
    {
        output.Write(stamp.Device);
        output.Write(stamp.Inode);
        output.Write(stamp.Size);
        output.Write(stamp.Modified);
        output.Write(stamp.Changed);
        output.Write(stamp.Born);
    }

    public static FileStamp Read(BinaryReader input) =>
        new(input.ReadUInt64(), input.ReadUInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt64());

    public static void Write(BinaryWriter output, in Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.ByteCount];
        digest.CopyTo(bytes);
        output.Write(bytes);
    }

    public static Digest ReadDigest(BinaryReader input)
    {
        Span<byte> bytes = stackalloc byte[Digest.ByteCount];
        input.BaseStream.ReadExactly(bytes);
        return Digest.FromHash(bytes);
    }

    public static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes, writable: false), Encoding.UTF8);

    public static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true)) write(output);
        return buffer.ToArray();
    }
}
