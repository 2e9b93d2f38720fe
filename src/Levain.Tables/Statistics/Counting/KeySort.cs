using System.Runtime.InteropServices;

namespace Levain.Tables.Statistics;

/// <summary>Sorts 64-bit keys, a byte at a time; bytes in which all keys agree cost nothing.</summary>
internal static class KeySort
{
    private const int Buckets = 256, Bytes = 8;
    // Below this the counting of bytes costs more than comparing.
    private const int FewKeys = 512;

    /// <param name="scratch">At least as long as <paramref name="keys"/>; what it holds is lost.</param>
    public static void Sort(Span<long> keys, Span<long> scratch)
    {
        if (keys.Length < FewKeys)
        {
            keys.Sort();
            return;
        }

        var from = MemoryMarshal.Cast<long, ulong>(keys);
        var to = MemoryMarshal.Cast<long, ulong>(scratch)[..keys.Length];
        Span<int> counts = new int[Bytes * Buckets];
        foreach (ref var key in from)
        {
            // As unsigned numbers, negative keys come first once their sign is turned.
            key ^= 1ul << 63;
            for (var place = 0; place < Bytes; place++) counts[(place * Buckets) + (byte)(key >> (8 * place))]++;
        }

        var swapped = false;
        for (var place = 0; place < Bytes; place++)
        {
            var count = counts.Slice(place * Buckets, Buckets);
            if (count[(byte)(from[0] >> (8 * place))] == from.Length) continue;
            Scatter(from, to, count, 8 * place);
            var next = to;
            to = from;
            from = next;
            swapped = !swapped;
        }

        foreach (ref var key in from) key ^= 1ul << 63;
        if (swapped) from.CopyTo(to);
    }

    private static void Scatter(ReadOnlySpan<ulong> from, Span<ulong> to, Span<int> counts, int shift)
    {
        var start = 0;
        foreach (ref var count in counts) (count, start) = (start, start + count);
        foreach (var key in from) to[counts[(byte)(key >> shift)]++] = key;
    }
}
