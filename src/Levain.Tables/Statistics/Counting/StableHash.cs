using System.Buffers.Binary;

namespace Levain.Tables.Statistics;

/// <summary>64 well-mixed bits of a value, the same in every process and on every machine. Not for secrets.</summary>
internal static class StableHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15, Second = 0xD6E8_FEB8_6659_FD93;

    public static ulong Of(long key) => Mixed((ulong)key ^ First, Second);

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * First;
        for (; bytes.Length >= 8; bytes = bytes[8..]) hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Second);
        ulong rest = 0;
        for (var i = 0; i < bytes.Length; i++) rest |= (ulong)bytes[i] << (8 * i);
        return Mixed(Mixed(hash ^ rest, First), Second);
    }

    // The two halves of a product folded; a zero would swallow what comes before it, so the value goes in once more.
    private static ulong Mixed(ulong value, ulong factor)
    {
        var high = Math.BigMul(value, factor, out var low);
        var mixed = high ^ low ^ value;
        return mixed ^ (mixed >> 29);
    }
}
