using System.Buffers;
using System.Runtime.CompilerServices;

namespace Levain.Learning.Metrics;

/// <summary>Rows labelled 0 and 1 from the highest prediction to the lowest, those of equal predictions in their own order.</summary>
/// <remarks>
/// A row is one number: its prediction turned round, and its weight, in whose sign the label stands. Sorting moves all there is to know, so nothing is looked up afterwards;
/// it goes by digits, in three passes. Dispose gives the memory back.
/// </remarks>
internal readonly ref struct RankedRows : IDisposable
{
    private const int DigitBits = 11, Digits = 1 << DigitBits;
    private const uint SignBit = 0x8000_0000;

    private readonly ulong[] sorted;

    public RankedRows(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Count = predictions.Length;
        var (from, to) = (ArrayPool<ulong>.Shared.Rent(Count), ArrayPool<ulong>.Shared.Rent(Count));
        for (var i = 0; i < Count; i++)
        {
            var weight = BitConverter.SingleToUInt32Bits(weights.Length == 0 ? 1f : weights[i]) & ~SignBit;
            from[i] = (ulong)FallingKey(predictions[i]) << 32 | (labels[i] == 1f ? SignBit : 0) | weight;
        }

        for (var shift = 32; shift < 64; shift += DigitBits)
        {
            SortByDigit(from.AsSpan(0, Count), to, shift);
            (from, to) = (to, from);
        }

        sorted = from;
        ArrayPool<ulong>.Shared.Return(to);
    }

    public int Count { get; }

    /// <summary>The weights of the rows that share the prediction at <paramref name="rank"/>, which moves behind them.</summary>
    public (double Positives, double Negatives) Next(ref int rank)
    {
        double positives = 0, negatives = 0;
        var key = sorted[rank] >> 32;
        do
        {
            var row = (uint)sorted[rank++];
            double weight = BitConverter.UInt32BitsToSingle(row & ~SignBit);
            if ((row & SignBit) != 0) positives += weight;
            else negatives += weight;
        }
        while (rank < Count && sorted[rank] >> 32 == key);

        return (positives, negatives);
    }

    public void Dispose() => ArrayPool<ulong>.Shared.Return(sorted);

    /// <summary>A whole number that falls as the prediction rises; the same for both zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FallingKey(float prediction)
    {
        var bits = BitConverter.SingleToUInt32Bits(prediction + 0f);
        return (bits & SignBit) != 0 ? bits : bits ^ ~SignBit;
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
