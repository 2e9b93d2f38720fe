namespace Levain.Tables.Statistics;

/// <summary>Counts texts by their bytes: each of them while they are few, the frequent ones when they become too many.</summary>
internal sealed class TextCounts(Limits limits)
{
    private byte[] bytes = new byte[1 << 12];
    private Entry[] entries = new Entry[1 << 6];
    // Index of an entry and 1; 0 for an empty place. Twice as many places as entries.
    private int[] places = new int[1 << 7];
    private int end;
    private DistinctSketch? distinct;

    public int Length { get; private set; }

    /// <summary>By how much counts are too small at most.</summary>
    public long Lost { get; private set; }

    public long Distinct => distinct?.Estimate ?? Length;

    public bool IsExact => distinct is null;

    public long Count(int index) => entries[index].Count;

    public ReadOnlySpan<byte> Text(int index) => bytes.AsSpan(entries[index].Start, entries[index].Length);

    /// <summary>How often texts were let go: what <see cref="Add"/> told before holds no longer.</summary>
    public int Prunings { get; private set; }

    /// <returns>Where the text is counted.</returns>
    public int Add(ReadOnlySpan<byte> text)
    {
        var hash = StableHash.Of(text);
        ref var place = ref Place(text, hash);
        if (place > 0)
        {
            entries[place - 1].Count++;
            return place - 1;
        }

        distinct?.Add(hash);
        Append(text, hash, ref place);
        if (Length > limits.Values || end > limits.TextBytes) Prune();
        return Length - 1;
    }

    /// <summary>Counts the text once more that <see cref="Add"/> has put there.</summary>
    public void AddAgain(int index) => entries[index].Count++;

    private ref int Place(ReadOnlySpan<byte> text, ulong hash)
    {
        for (var at = (int)(hash >> 33) & (places.Length - 1); ; at = (at + 1) & (places.Length - 1))
        {
            ref var place = ref places[at];
            if (place == 0 || (entries[place - 1].Hash == hash && Text(place - 1).SequenceEqual(text))) return ref place;
        }
    }

    private void Append(ReadOnlySpan<byte> text, ulong hash, ref int place)
    {
        if (bytes.Length - end < text.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(bytes.Length * 2L, end + (long)text.Length)));
        text.CopyTo(bytes.AsSpan(end));
        entries[Length++] = new Entry(hash, end, text.Length) { Count = 1 };
        end += text.Length;
        place = Length;
        if (Length == entries.Length) Grow();
    }

    private void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        places = new int[entries.Length * 2];
        for (var i = 0; i < Length; i++) Settle(i);
    }

    private void Settle(int index)
    {
        var at = (int)(entries[index].Hash >> 33) & (places.Length - 1);
        while (places[at] != 0) at = (at + 1) & (places.Length - 1);
        places[at] = index + 1;
    }

    /// <summary>Keeps the more frequent half, and takes from each what the first that goes had: see <see cref="SortedRun.Heaviest"/>.</summary>
    private void Prune()
    {
        Prunings++;
        if (distinct is null)
        {
            distinct = new();
            for (var i = 0; i < Length; i++) distinct.Add(entries[i].Hash);
        }

        var counts = new long[Length];
        for (var i = 0; i < Length; i++) counts[i] = entries[i].Count;
        Array.Sort(counts);
        var lost = counts[Length - 1 - (Length / 2)];
        Lost += lost;
        var (old, oldLength) = (entries, Length);
        (entries, Length, end) = (new Entry[entries.Length], 0, 0);
        Array.Clear(places);
        for (var i = 0; i < oldLength; i++)
        {
            if (old[i].Count <= lost) continue;
            // Towards the start only, so nothing is overwritten that is still to be moved.
            bytes.AsSpan(old[i].Start, old[i].Length).CopyTo(bytes.AsSpan(end));
            entries[Length] = new Entry(old[i].Hash, end, old[i].Length) { Count = old[i].Count - lost };
            end += old[i].Length;
            Settle(Length++);
        }
    }

    private record struct Entry(ulong Hash, int Start, int Length)
    {
        public long Count;
    }
}
