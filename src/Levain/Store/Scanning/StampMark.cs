using System.Buffers.Binary;
using System.Numerics;

namespace Levain.Store.Scanning;

/// <summary>Sixteen bytes that stand for all fields of a <see cref="FileStamp"/>: two equal marks come from equal stamps but for one case in 2^128.</summary>
/// <remarks>Two sums with other factors and the other order. Every step is a bijection of its sum, so one field that moved always shows.</remarks>
internal readonly record struct StampMark(ulong First, ulong Second)
{
    public const int ByteCount = 16;

    private const ulong Odd = 0x9e3779b97f4a7c15, OtherOdd = 0xc2b2ae3d27d4eb4f;

    public static StampMark Of(in FileStamp stamp)
    {
        Span<ulong> words = [stamp.Device, stamp.Inode, (ulong)stamp.Size, (ulong)stamp.Modified, (ulong)stamp.Changed, (ulong)stamp.Born];
        ulong first = 1, second = 2;
        for (var i = 0; i < words.Length; i++)
        {
            first = BitOperations.RotateLeft((first ^ words[i]) * Odd, 31);
            second = BitOperations.RotateLeft((second ^ words[^(i + 1)]) * OtherOdd, 29);
        }

        return new(first, second);
    }

    public static StampMark Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Second);
    }
}
