using System.Numerics;

namespace Levain.Tables;

/// <summary>Rows as bits, 64 to a word; bits behind the last row are clear. No words at all stand for all set.</summary>
internal static class Bits
{
    public static int Words(int count) => (int)(((uint)count + 63) >> 6);

    public static bool Has(ReadOnlySpan<ulong> words, int row) => words.IsEmpty || (words[row >> 6] >> row & 1) != 0;

    public static void Set(Span<ulong> words, int row) => words[row >> 6] |= 1ul << row;

    public static void Clear(Span<ulong> words, int row) => words[row >> 6] &= ~(1ul << row);

    public static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>For each row number the bit of that row, clear for -1. Every bit is set where there are no words.</summary>
    public static ulong[] Gather(ReadOnlySpan<ulong> words, ReadOnlySpan<int> rows)
    {
        var gathered = new ulong[Words(rows.Length)];
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] is >= 0 and var row && Has(words, row)) Set(gathered, i);
        return gathered;
    }

    /// <summary>The bits from <paramref name="start"/> on; none where there are none.</summary>
    public static ulong[] Slice(ReadOnlySpan<ulong> words, int start, int count)
    {
        if (words.IsEmpty) return [];
        var sliced = new ulong[Words(count)];
        int first = start >> 6, shift = start & 63;
        for (var i = 0; i < sliced.Length; i++)
        {
            sliced[i] = words[first + i] >> shift;
            if (shift != 0 && first + i + 1 < words.Length) sliced[i] |= words[first + i + 1] << (64 - shift);
        }

        if ((count & 63) != 0) sliced[^1] &= (1ul << count) - 1;
        return sliced;
    }

    /// <summary>Bit i is bit i - shift of the words, clear where there is none. Every bit is set where there are no words.</summary>
    public static ulong[] Shift(ReadOnlySpan<ulong> words, int count, int shift)
    {
        var source = words.IsEmpty ? AllSet(count) : words;
        if (shift < 0)
        {
            var later = new ulong[source.Length];
            Slice(source, -shift, count + shift).CopyTo(later, 0);
            return later;
        }

        var shifted = new ValidityBuilder();
        shifted.AddMissing(shift);
        shifted.Add(source, count - shift);
        return shifted.TakeAll();
    }

    /// <summary>Words with the first <paramref name="count"/> bits set.</summary>
    public static ulong[] AllSet(int count)
    {
        var words = new ulong[Words(count)];
        SetFirst(words, count);
        return words;
    }

    public static void SetFirst(Span<ulong> words, int count)
    {
        words[..(count >> 6)].Fill(ulong.MaxValue);
        if ((count & 63) != 0) words[count >> 6] |= (1ul << count) - 1;
    }
}
