using System.Buffers;
using System.Runtime.CompilerServices;
using Levain.Learning.Training;

namespace Levain.Learning.Metrics;

/// <summary>Rows labelled 0 and 1 from the highest prediction to the lowest, those of equal predictions in their own order.</summary>
/// <remarks>
/// A row is one number: its prediction turned round, and its weight, in whose sign the label stands. Sorting moves all there is to know, so nothing is looked up afterwards;
/// it goes by digits, in three passes, which threads share where rows are many. Dispose gives the memory back.
/// </remarks>
internal readonly ref struct RankedRows : IDisposable
{
    private const int DigitBits = 11, Digits = 1 << DigitBits;

    // With fewer rows, threads would be woken more than they would do.
    private const int WorthSharing = 1 << 19;
    private const uint SignBit = 0x8000_0000;

    private readonly ulong[] sorted;

    public RankedRows(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Count = predictions.Length;
        var (from, to) = (ArrayPool<ulong>.Shared.Rent(Count), ArrayPool<ulong>.Shared.Rent(Count));
        Fill(from, predictions, labels, weights);
        var crew = new Crew(Count < WorthSharing ? 1 : 0, CancellationToken.None);
        for (var shift = 32; shift < 64; shift += DigitBits)
        {
            SortByDigit(from, to, Count, shift, crew);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(Span<ulong> items, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        for (var i = 0; i < predictions.Length; i++)
        {
            var weight = BitConverter.SingleToUInt32Bits(weights.Length == 0 ? 1f : weights[i]) & ~SignBit;
            items[i] = (ulong)FallingKey(predictions[i]) << 32 | (labels[i] == 1f ? SignBit : 0) | weight;
        }
    }

    /// <summary>Each thread counts the digits of its part of the rows, and then moves those behind what the parts before it have of the same digit: so they keep their order.</summary>
    private static void SortByDigit(ulong[] from, ulong[] to, int count, int shift, Crew crew)
    {
        var size = (count + crew.Threads - 1) / crew.Threads;
        var parts = new int[crew.Threads][];
        for (var part = 0; part < parts.Length; part++) parts[part] = new int[Digits];
        crew.RunPieces(count, size, (start, length, _) => CountDigits(from.AsSpan(start, length), parts[start / size], shift));
        for (int digit = 0, place = 0; digit < Digits; digit++)
        {
            foreach (var places in parts) (places[digit], place) = (place, place + places[digit]);
        }

        crew.RunPieces(count, size, (start, length, _) => Move(from.AsSpan(start, length), to, parts[start / size], shift));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountDigits(ReadOnlySpan<ulong> items, int[] counts, int shift)
    {
        foreach (var item in items) counts[(int)(item >> shift) & (Digits - 1)]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(ReadOnlySpan<ulong> items, ulong[] to, int[] places, int shift)
    {
        foreach (var item in items) to[places[(int)(item >> shift) & (Digits - 1)]++] = item;
    }
}
