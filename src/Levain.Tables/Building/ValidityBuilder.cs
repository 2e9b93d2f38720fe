namespace Levain.Tables;

/// <summary>Collects which rows are there. As long as all are, it only counts.</summary>
internal sealed class ValidityBuilder
{
    private ulong[] words = [];

    public int Count { get; private set; }

    private bool AllThere => words.Length == 0;

    public void Add(bool there)
    {
        if (there) AddThere(1);
        else AddMissing();
    }

    public void AddThere(int count)
    {
        if (!AllThere)
        {
            Reserve(count);
            for (var row = Count; row < Count + count; row++) Bits.Set(words, row);
        }

        Count += count;
    }

    public void AddMissing(int count = 1)
    {
        Reserve(count);
        Count += count;
    }

    /// <summary>The first <paramref name="count"/> bits of <paramref name="there"/>; all set when it is empty.</summary>
    public void Add(ReadOnlySpan<ulong> there, int count)
    {
        if (there.IsEmpty)
        {
            AddThere(count);
            return;
        }

        Reserve(count);
        var shift = Count & 63;
        for (var i = 0; i < Bits.Words(count); i++)
        {
            var left = count - i * 64;
            var word = left < 64 ? there[i] & ((1ul << left) - 1) : there[i];
            var place = (Count >> 6) + i;
            words[place] |= word << shift;
            if (shift != 0 && shift + left > 64) words[place + 1] |= word >> (64 - shift);
        }

        Count += count;
    }

    /// <summary>The words of exactly the rows that were added, or none when all are there; there are no rows here afterwards.</summary>
    public ulong[] TakeAll()
    {
        var all = words;
        if (all.Length > 0) Array.Resize(ref all, Bits.Words(Count));
        (words, Count) = ([], 0);
        return all;
    }

    private void Reserve(int count)
    {
        var needed = Bits.Words(checked(Count + count));
        if (AllThere)
        {
            words = new ulong[Math.Max(needed, 32)];
            Bits.SetFirst(words, Count);
        }
        else if (needed > words.Length)
        {
            Array.Resize(ref words, Math.Max(needed, words.Length * 2));
        }
    }
}
