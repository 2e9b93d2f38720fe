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
