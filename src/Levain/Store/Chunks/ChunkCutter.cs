namespace Levain.Store.Chunks;

/// <summary>Cuts bytes where their content says so, so that an insertion moves the cuts beside it and no others.</summary>
/// <remarks>
/// A gear hash as in FastCDC: at every byte the hash is doubled and the number of the byte in a table is added, so that it depends on the last 64 bytes alone. A cut comes
/// after a byte at which the upper bits of the hash are zero: 19 of them before the usual length, 15 after it, which draws lengths together.
/// </remarks>
internal static class ChunkCutter
{
    public const int Shortest = 32 << 10, Usual = 128 << 10, Longest = 512 << 10;

    private const int Window = 64, StrictBits = 19, LooseBits = 15;

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
    private static unsafe int Find(ReadOnlySpan<byte> bytes, int from, int to, int bits)
    {
        var limit = ulong.MaxValue >> bits;
        fixed (byte* start = bytes)
        fixed (ulong* gear = Gear)
        {
            ulong hash = 0;
            for (nint i = from - Window; i < from; i++) hash = (hash << 1) + gear[start[i]];
            for (nint i = from; i < to; i++)
            {
                hash = (hash << 1) + gear[start[i]];
                if (hash <= limit) return (int)i;
            }
        }

        return -1;
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
