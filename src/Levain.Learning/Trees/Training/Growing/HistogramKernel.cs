using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>Adds rows to histograms: the loop in which training spends its time.</summary>
internal static unsafe class HistogramKernel
{
    /// <summary>How many rows ahead the bins are fetched: rows of a node lie scattered, and memory answers late.</summary>
    private const int Ahead = 32;

    /// <summary>How many features share a pass: their places fit into the fastest cache together with the rows.</summary>
    public const int GroupWidth = 32;

    /// <summary>Adds rows to the places of some dense features, <paramref name="width"/> of them, which is a multiple of four, or two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddDense(ulong* rows, int count, byte* bins, int stride, int width, long* places)
    {
        switch (width)
        {
            case 28:
                Dense28(rows, count, bins, stride, places);
                return;
            case 32:
                Dense32(rows, count, bins, stride, places);
                return;
        }

        for (var end = rows + count; rows < end; rows++)
        {
            Hardware.Fetch(bins + ((long)Gradient.RowOf(rows[Ahead]) * stride));
            var row = bins + ((long)Gradient.RowOf(*rows) * stride);
            var packed = Gradient.PackedOf(*rows);
            var at = places;
            var last = row + width;
            for (; row <= last - 8; row += 8, at += 8 * BinnedMatrix.Places)
            {
                Add4(row, at, packed);
                Add4(row + 4, at + (4 * BinnedMatrix.Places), packed);
            }

            if (row <= last - 4) Add4(row, at, packed);
            else if (row < last) Add2(row, at, packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dense28(ulong* rows, int count, byte* bins, int stride, long* places)
    {
        for (var end = rows + count; rows < end; rows++)
        {
            Hardware.Fetch(bins + ((long)Gradient.RowOf(rows[Ahead]) * stride));
            var row = bins + ((long)Gradient.RowOf(*rows) * stride);
            var packed = Gradient.PackedOf(*rows);
            Add16(row, places, packed);
            Add4(row + 16, places + (16 * BinnedMatrix.Places), packed);
            Add4(row + 20, places + (20 * BinnedMatrix.Places), packed);
            Add4(row + 24, places + (24 * BinnedMatrix.Places), packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dense32(ulong* rows, int count, byte* bins, int stride, long* places)
    {
        for (var end = rows + count; rows < end; rows++)
        {
            Hardware.Fetch(bins + ((long)Gradient.RowOf(rows[Ahead]) * stride));
            var row = bins + ((long)Gradient.RowOf(*rows) * stride);
            var packed = Gradient.PackedOf(*rows);
            Add16(row, places, packed);
            Add16(row + 16, places + (16 * BinnedMatrix.Places), packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add16(byte* bins, long* places, long packed)
    {
        Add4(bins, places, packed);
        Add4(bins + 4, places + (4 * BinnedMatrix.Places), packed);
        Add4(bins + 8, places + (8 * BinnedMatrix.Places), packed);
        Add4(bins + 12, places + (12 * BinnedMatrix.Places), packed);
    }

    // Bytes are counted by hand, so that each place is an offset in its instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add4(byte* bins, long* places, long packed)
    {
        const int Bytes = BinnedMatrix.Places * sizeof(long);
        var at = (byte*)places;
        *(long*)(at + ((nuint)bins[0] * sizeof(long))) += packed;
        *(long*)(at + ((nuint)bins[1] * sizeof(long)) + Bytes) += packed;
        *(long*)(at + ((nuint)bins[2] * sizeof(long)) + (2 * Bytes)) += packed;
        *(long*)(at + ((nuint)bins[3] * sizeof(long)) + (3 * Bytes)) += packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add2(byte* bins, long* places, long packed)
    {
        places[bins[0]] += packed;
        (places + BinnedMatrix.Places)[bins[1]] += packed;
    }

    /// <summary>Adds rows to the places that their sparse features name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSparse(ulong* rows, int count, int* named, long* starts, long* places)
    {
        for (var end = rows + count; rows < end; rows++)
        {
            // First where a row begins, then what stands there.
            Hardware.Fetch(starts + Gradient.RowOf(rows[Ahead]));
            // Behind the last row stands no row: an address may be fetched from anything, a start may not be read from it.
            if (rows + (Ahead / 2) < end) Hardware.Fetch(named + starts[Gradient.RowOf(rows[Ahead / 2])]);
            var row = Gradient.RowOf(*rows);
            var packed = Gradient.PackedOf(*rows);
            int* at = named + starts[row], last = named + starts[row + 1];
            for (; at < last; at++) places[*at] += packed;
        }
    }

    /// <summary>target += source</summary>
    public static void Add(long* target, long* source, long count)
    {
        long i = 0;
        for (; i <= count - Vector512<long>.Count; i += Vector512<long>.Count) (Vector512.Load(target + i) + Vector512.Load(source + i)).Store(target + i);
        for (; i < count; i++) target[i] += source[i];
    }

    /// <summary>target = whole - part</summary>
    public static void Subtract(long* whole, long* part, long* target, long count)
    {
        long i = 0;
        for (; i <= count - Vector512<long>.Count; i += Vector512<long>.Count) (Vector512.Load(whole + i) - Vector512.Load(part + i)).Store(target + i);
        for (; i < count; i++) target[i] = whole[i] - part[i];
    }
}
