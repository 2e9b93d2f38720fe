namespace Levain.Tables;

/// <summary>Collects which rows are there. As long as all are, it only counts.</summary>
internal sealed class ValidityBuilder
{
    private ulong[] words = [];

    public int Count { get; private set; }

    private bool AllThere => words.Length == 0;

    public void AddThere(int count)
    {
        if (!AllThere)
        {
            Reserve(count);
            Bits.SetRange(words, Count, count);
        }

        Count += count;
    }

    public void AddMissing(int count = 1)
    {
        Reserve(count);
        Count += count;
    }

    /// <summary>A row that is missing, behind others that are there and need not be named.</summary>
    public void AddMissingAt(int row)
    {
        AddThere(row - Count);
        AddMissing();
    }

    /// <summary>As <see cref="Add"/>, behind others that are there and need not be named.</summary>
    public void AddAt(int row, ReadOnlySpan<ulong> there, int count)
    {
        AddThere(row - Count);
        Add(there, count);
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

    /// <summary>As <see cref="TakeAll()"/>, where rows that are there and were not named make up the number.</summary>
    public ulong[] TakeAll(int count)
    {
        AddThere(count - Count);
        return TakeAll();
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
