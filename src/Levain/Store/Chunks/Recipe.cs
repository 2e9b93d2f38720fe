using System.Buffers.Binary;

namespace Levain.Store.Chunks;

/// <summary>A piece of a large object.</summary>
internal readonly record struct Chunk(Digest Digest, int Length);

/// <summary>The chunks that make up a large object, in order.</summary>
/// <remarks>
/// Its bytes: <c>levain.recipe/1</c> and a line feed, then for each chunk the digest and the length in 4 bytes big-endian, then the SHA-256 of all before. It is kept under the
/// digest of the whole object, which cannot check it: whoever takes a recipe from outside must read the chunks through once and compare.
/// </remarks>
internal sealed class Recipe(IReadOnlyList<Chunk> chunks)
{
    private const int ChunkBytes = Digest.ByteCount + sizeof(int);

    public IReadOnlyList<Chunk> Chunks => chunks;

    /// <summary>The bytes of the whole object.</summary>
    public long Size { get; } = chunks.Sum(chunk => (long)chunk.Length);

    private static ReadOnlySpan<byte> Header => "levain.recipe/1\n"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Header.Length + (chunks.Count * ChunkBytes) + Digest.ByteCount];
        Header.CopyTo(bytes);
        var rest = bytes.AsSpan(Header.Length);
        foreach (var chunk in chunks)
        {
            chunk.Digest.CopyTo(rest);
            BinaryPrimitives.WriteInt32BigEndian(rest[Digest.ByteCount..], chunk.Length);
            rest = rest[ChunkBytes..];
        }

        Digest.Of(bytes.AsSpan(0, bytes.Length - Digest.ByteCount)).CopyTo(rest);
        return bytes;
    }

    /// <summary>Null when the bytes are damaged, or of a later version.</summary>
    public static Recipe? TryParse(ReadOnlySpan<byte> bytes)
    {
        var body = bytes.Length - Digest.ByteCount;
        if (body < Header.Length || (body - Header.Length) % ChunkBytes != 0 || !bytes.StartsWith(Header)) return null;
        if (Digest.Of(bytes[..body]) != Digest.FromHash(bytes[body..])) return null;

        var chunks = new Chunk[(body - Header.Length) / ChunkBytes];
        for (var i = 0; i < chunks.Length; i++)
        {
            var from = bytes[(Header.Length + (i * ChunkBytes))..];
            chunks[i] = new(Digest.FromHash(from[..Digest.ByteCount]), BinaryPrimitives.ReadInt32BigEndian(from[Digest.ByteCount..]));
            if (chunks[i].Length is <= 0 or > ChunkCutter.Longest) return null;
        }

        return new(chunks);
    }
}
