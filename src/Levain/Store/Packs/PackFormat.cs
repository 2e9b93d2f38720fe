using System.Buffers.Binary;

namespace Levain.Store.Packs;

/// <summary>The bytes of a pack: records, then an index of them in the order of their digests, samples of the index, and a footer.</summary>
/// <remarks>
/// <para>A record is one byte of kind, the 32 bytes of the digest, the length of the payload in 4 bytes big-endian, and the payload. An index entry is the digest, the kind,
/// the offset and the length of the payload and the size of the object, in 53 bytes. A sample is the first 8 bytes of the digest of every 64th entry.</para>
/// <para>The index stands at the end so that one file, brought to the disk and renamed once, holds all: there is no moment at which an index speaks of records that are not
/// there. The records tell enough by themselves to make the index again.</para>
/// </remarks>
internal static class PackFormat
{
    public const int RecordHeader = 1 + Digest.ByteCount + sizeof(uint);
    public const int EntryBytes = Digest.ByteCount + 1 + sizeof(ulong) + sizeof(uint) + sizeof(ulong);
    public const int EntriesPerSample = 64;
    public const int FooterBytes = sizeof(ulong) + sizeof(uint) + Digest.ByteCount + 16;
    public const int MostEntries = 16_000_000;

    /// <summary>A pack that grows beyond one of these is finished: it must be cheap to write anew, and its index to hold in memory.</summary>
    public const long LargeEnough = 256L << 20;
    public const int ManyEnough = 1 << 16;

    /// <summary>A payload is never longer: blobs are cut before, and a recipe of this size stands for some terabytes.</summary>
    public const int LongestPayload = 1 << 30;

    public static ReadOnlySpan<byte> Header => "levain.pack/1\n"u8;

    public static ReadOnlySpan<byte> Magic => "levain.pack.end\n"u8;

    public static int Samples(int count) => (count + EntriesPerSample - 1) / EntriesPerSample;

    public static void WriteRecordHeader(Span<byte> to, PackedKind kind, in Digest digest, int length)
    {
        to[0] = (byte)kind;
        digest.CopyTo(to[1..]);
        BinaryPrimitives.WriteUInt32BigEndian(to[(1 + Digest.ByteCount)..], (uint)length);
    }

    /// <summary>Null when the bytes are not those of a record.</summary>
    public static (PackedKind Kind, Digest Digest, int Length)? ReadRecordHeader(ReadOnlySpan<byte> from)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(from[(1 + Digest.ByteCount)..]);
        return (PackedKind)from[0] is (PackedKind.Blob or PackedKind.Recipe) and var kind && length <= LongestPayload
            ? (kind, Digest.FromHash(from.Slice(1, Digest.ByteCount)), (int)length)
            : null;
    }

    public static void WriteEntry(Span<byte> to, in PackEntry entry)
    {
        entry.Digest.CopyTo(to);
        to[Digest.ByteCount] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt64BigEndian(to[33..], entry.Offset);
        BinaryPrimitives.WriteInt32BigEndian(to[41..], entry.Length);
        BinaryPrimitives.WriteInt64BigEndian(to[45..], entry.Size);
    }

    public static PackEntry ReadEntry(ReadOnlySpan<byte> from) => new(
        Digest.FromHash(from[..Digest.ByteCount]),
        (PackedKind)from[Digest.ByteCount],
        BinaryPrimitives.ReadInt64BigEndian(from[33..]),
        BinaryPrimitives.ReadInt32BigEndian(from[41..]),
        BinaryPrimitives.ReadInt64BigEndian(from[45..]));

    public static void WriteFooter(Span<byte> to, long indexOffset, int count, in Digest index)
    {
        BinaryPrimitives.WriteInt64BigEndian(to, indexOffset);
        BinaryPrimitives.WriteInt32BigEndian(to[8..], count);
        index.CopyTo(to[12..]);
        Magic.CopyTo(to[44..]);
    }

    /// <summary>Where the index begins, how many entries it has and their digest; null when a file of this length does not end so.</summary>
    public static (long IndexOffset, int Count, Digest Index)? ReadFooter(ReadOnlySpan<byte> from, long fileLength)
    {
        if (!from[44..].SequenceEqual(Magic)) return null;
        var offset = BinaryPrimitives.ReadInt64BigEndian(from);
        var count = BinaryPrimitives.ReadInt32BigEndian(from[8..]);
        if (count is < 0 or > MostEntries || offset < Header.Length) return null;
        return offset + ((long)count * EntryBytes) + ((long)Samples(count) * sizeof(ulong)) + FooterBytes == fileLength
            ? (offset, count, Digest.FromHash(from.Slice(12, Digest.ByteCount)))
            : null;
    }
}
