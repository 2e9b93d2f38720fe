namespace Levain.Tables;

/// <summary>Values that come in pieces, of a number that need not be known.</summary>
/// <remarks>They stand in segments that never move; each is let go as it is copied into the whole. Where the number was known there is one segment, which becomes the whole without a copy.</remarks>
internal sealed class Segments<T>(int? expected) where T : unmanaged
{
    private const int First = 2048, Largest = 1 << 18;

    private readonly List<T[]?> full = [];
    private T[] last = [];
    private int used;

    public int Count { get; private set; }

    public void Add(T value)
    {
        if (used == last.Length) Grow();
        last[used++] = value;
        Count++;
    }

    public void Add(ReadOnlySpan<T> values)
    {
        while (!values.IsEmpty)
        {
            var room = Room(values.Length);
            values[..room.Length].CopyTo(room);
            values = values[room.Length..];
        }
    }

    /// <summary>The next places, at least one and at most <paramref name="wanted"/>, which count as added.</summary>
    public Span<T> Room(int wanted)
    {
        if (used == last.Length) Grow();
        var room = last.AsSpan(used, Math.Min(wanted, last.Length - used));
        used += room.Length;
        Count = checked(Count + room.Length);
        return room;
    }

    /// <summary>All values; there are none here afterwards.</summary>
    public T[] TakeAll()
    {
        var all = full.Count == 0 && used == last.Length ? last : Joined();
        (last, used, Count) = ([], 0, 0);
        full.Clear();
        return all;
    }

    private T[] Joined()
    {
        var all = GC.AllocateUninitializedArray<T>(Count);
        var at = 0;
        for (var i = 0; i < full.Count; i++)
        {
            full[i]!.CopyTo(all, at);
            at += full[i]!.Length;
            full[i] = null;
        }

        last.AsSpan(0, used).CopyTo(all.AsSpan(at));
        return all;
    }

    private void Grow()
    {
        if (last.Length > 0) full.Add(last);
        last = GC.AllocateUninitializedArray<T>(Count == 0 && expected is > 0 ? expected.Value : Math.Clamp(Count, First, Largest));
        used = 0;
    }
}
