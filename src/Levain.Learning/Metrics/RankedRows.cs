using System.Buffers;
using System.Runtime.CompilerServices;

namespace Levain.Learning.Metrics;

/// <summary>The rows of a set from the highest prediction to the lowest, those of equal predictions in their own order.</summary>
/// <remarks>Sorted by digits, in three passes: several times as fast as by comparing. Dispose gives the memory back.</remarks>
internal readonly ref struct RankedRows : IDisposable
{
    private const int DigitBits = 11, Digits = 1 << DigitBits;

    private readonly ulong[] sorted;

    public RankedRows(ReadOnlySpan<float> predictions)
    {
        Count = predictions.Length;
        var (from, to) = (ArrayPool<ulong>.Shared.Rent(Count), ArrayPool<ulong>.Shared.Rent(Count));
        for (var i = 0; i < Count; i++) from[i] = (ulong)FallingKey(predictions[i]) << 32 | (uint)i;
        for (var shift = 32; shift < 64; shift += DigitBits)
        {
            SortByDigit(from.AsSpan(0, Count), to, shift);
            (from, to) = (to, from);
        }

        sorted = from;
        ArrayPool<ulong>.Shared.Return(to);
    }

    public int Count { get; }

    /// <summary>The row at a rank.</summary>
    public int this[int rank] => (int)(uint)sorted[rank];

    /// <summary>Whether two ranks have the same prediction.</summary>
    public bool AreTied(int rank, int other) => sorted[rank] >> 32 == sorted[other] >> 32;

    public void Dispose() => ArrayPool<ulong>.Shared.Return(sorted);

    /// <summary>A whole number that falls as the prediction rises; the same for both zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FallingKey(float prediction)
    {
        var bits = BitConverter.SingleToUInt32Bits(prediction + 0f);
        return (bits & 0x8000_0000) != 0 ? bits : bits ^ 0x7FFF_FFFF;
    }

    private static void SortByDigit(ReadOnlySpan<ulong> from, Span<ulong> to, int shift)
    {
        Span<int> places = stackalloc int[Digits];
        places.Clear();
        foreach (var item in from) places[(int)(item >> shift) & (Digits - 1)]++;
        for (int digit = 0, place = 0; digit < Digits; digit++) (places[digit], place) = (place, place + places[digit]);
        foreach (var item in from) to[places[(int)(item >> shift) & (Digits - 1)]++] = item;
    }
}
