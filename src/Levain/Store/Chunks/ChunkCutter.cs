using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Store.Chunks;

/// <summary>Cuts bytes where their content says so, so that an insertion moves the cuts beside it and no others.</summary>
/// <remarks>
/// A gear hash as in FastCDC: at every byte the hash is doubled and the number of the byte in a table is added, so that it depends on the last 64 bytes alone. A cut comes
/// after a byte at which the upper bits of the hash are zero: 19 of them before the usual length, 15 after it, which draws lengths together. Since the hash
/// can be taken up at any place, four places are worked on at once: each alone would wait for its own last step.
/// </remarks>
internal static class ChunkCutter
{
    public const int Shortest = 32 << 10, Usual = 128 << 10, Longest = 512 << 10;

    private const int Window = 64, Lanes = 4, Stride = 2 << 10, StrictBits = 19, LooseBits = 15;

    private static readonly ulong[] Gear = MakeGear();

    /// <summary>The length of the first chunk of the bytes, which are longer than <see cref="Longest"/> or reach to the end of the stream.</summary>
    public static int Cut(ReadOnlySpan<byte> bytes)
    {
        var end = Math.Min(bytes.Length, Longest);
        if (end <= Shortest) return end;
        var usual = Math.Min(end, Usual);

        // The window of the hash is shorter than the shortest chunk: what came before the chunk has no part in it.
        if (Find(bytes, Shortest, usual, StrictBits) is var strict and >= 0) return strict + 1;
        return Find(bytes, usual, end, LooseBits) is var loose and >= 0 ? loose + 1 : end;
    }

    internal static ulong GearOf(byte value) => Gear[value];

    // The first place in [from, to) at which the upper bits of the hash are zero, or -1.
    private static int Find(ReadOnlySpan<byte> bytes, int from, int to, int bits)
    {
        var limit = ulong.MaxValue >> bits;
        ref var table = ref MemoryMarshal.GetArrayDataReference(Gear);
        while (to - from >= Lanes * Stride)
        {
            if (FindInLanes(ref MemoryMarshal.GetReference(bytes), from, limit, ref table) is var found and >= 0) return found;
            from += Lanes * Stride;
        }

        var hash = HashBefore(bytes, from);
        for (; from < to; from++)
        {
            hash = (hash << 1) + Gear[bytes[from]];
            if (hash <= limit) return from;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FindInLanes(ref byte bytes, int from, ulong limit, ref ulong table)
    {
        ref var first = ref Unsafe.Add(ref bytes, from);
        ref var second = ref Unsafe.Add(ref first, Stride);
        ref var third = ref Unsafe.Add(ref second, Stride);
        ref var fourth = ref Unsafe.Add(ref third, Stride);
        var a = HashBefore(ref bytes, from, ref table);
        var b = HashBefore(ref bytes, from + Stride, ref table);
        var c = HashBefore(ref bytes, from + (2 * Stride), ref table);
        var d = HashBefore(ref bytes, from + (3 * Stride), ref table);
        int inSecond = -1, inThird = -1, inFourth = -1;
        for (nint i = 0; i < Stride; i++)
        {
            a = (a << 1) + Unsafe.Add(ref table, (nint)Unsafe.Add(ref first, i));
            b = (b << 1) + Unsafe.Add(ref table, (nint)Unsafe.Add(ref second, i));
            c = (c << 1) + Unsafe.Add(ref table, (nint)Unsafe.Add(ref third, i));
            d = (d << 1) + Unsafe.Add(ref table, (nint)Unsafe.Add(ref fourth, i));

            // Rare, so that one test of the smallest is enough most of the time.
            if (a <= limit) return from + (int)i;
            if (Math.Min(b, Math.Min(c, d)) > limit) continue;
            if (b <= limit && inSecond < 0) inSecond = (int)i;
            if (c <= limit && inThird < 0) inThird = (int)i;
            if (d <= limit && inFourth < 0) inFourth = (int)i;
        }

        return inSecond >= 0 ? from + Stride + inSecond
            : inThird >= 0 ? from + (2 * Stride) + inThird
            : inFourth >= 0 ? from + (3 * Stride) + inFourth
            : -1;
    }

    private static ulong HashBefore(ReadOnlySpan<byte> bytes, int at) => HashBefore(ref MemoryMarshal.GetReference(bytes), at, ref MemoryMarshal.GetArrayDataReference(Gear));

    private static ulong HashBefore(ref byte bytes, int at, ref ulong table)
    {
        ulong hash = 0;
        for (var i = Math.Max(0, at - Window); i < at; i++) hash = (hash << 1) + Unsafe.Add(ref table, (nint)Unsafe.Add(ref bytes, i));
        return hash;
    }

    // SplitMix64. The numbers are part of the format: others would cut elsewhere and share nothing with what is stored.
    private static ulong[] MakeGear()
    {
        var gear = new ulong[256];
        ulong state = 0x6c657661696e2f31; // "levain/1"
        for (var i = 0; i < gear.Length; i++)
        {
            state += 0x9e3779b97f4a7c15;
            var z = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            gear[i] = z ^ (z >> 31);
        }

        return gear;
    }
}
