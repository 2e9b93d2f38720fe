using System.Buffers.Binary;

namespace Levain.Images;

/// <summary>Packs with gzip so that the same bytes give the same bytes everywhere and always.</summary>
/// <remarks>What the framework's gzip writes depends on the zlib-ng that it was built with and on what the processor can do; the digest of a layer must not.</remarks>
internal sealed class StableGzip : WriteOnlyStream
{
    private const int Capacity = MatchFinder.Window + (64 << 10);

    private readonly Stream target;
    private readonly byte[] buffer = new byte[Capacity];
    private readonly MatchFinder finder = new();
    private readonly BitWriter bits;
    private readonly DeflateBlock block;
    private readonly Crc32 crc = new();
    private int begin;
    private int filled;
    private uint length;
    private bool ended;

    /// <param name="target">Stays open.</param>
    public StableGzip(Stream target)
    {
        this.target = target;
        bits = new BitWriter(target);
        block = new DeflateBlock(bits);
        // Deflate, no name, no time, and from no system in particular (RFC 1952, section 2.3).
        target.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        crc.Add(bytes);
        length += (uint)bytes.Length;
        while (bytes.Length > 0)
        {
            if (filled == Capacity) Slide();
            var part = bytes[..Math.Min(bytes.Length, Capacity - filled)];
            part.CopyTo(buffer.AsSpan(filled));
            filled += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Writes the last block and the check sum. Without it the result is not whole.</summary>
    public void End()
    {
        if (ended) return;
        ended = true;
        Compress(last: true);
        bits.Align();
        var tail = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, crc.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(4), length);
        target.Write(tail);
    }

    private void Slide()
    {
        Compress(last: false);
        const int By = Capacity - MatchFinder.Window;
        buffer.AsSpan(By, MatchFinder.Window).CopyTo(buffer);
        finder.Slide(By);
        begin = filled = MatchFinder.Window;
    }

    private void Compress(bool last)
    {
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, filled);
        for (var at = begin; at < filled;)
        {
            var (count, distance) = at + MatchFinder.Shortest <= filled ? finder.Find(bytes, at) : (0, 0);
            if (count == 0)
            {
                block.Literal(bytes[at++]);
                continue;
            }

            block.Match(count, distance);
            for (var end = at++ + count; at < end; at++) if (at + MatchFinder.Shortest <= filled) finder.Remember(bytes, at);
        }

        block.End(bytes[begin..], last);
    }
}
