using System.Runtime.InteropServices;

namespace Levain.Tables;

/// <summary>Values that come one by one or in pieces, of a number that need not be known.</summary>
/// <remarks>As many as are expected go into the array that becomes the whole, without a copy; more, or all when the number is not known, wait outside the heap.</remarks>
internal sealed unsafe class GrowingArray<T>(int? expected) where T : unmanaged
{
    private const int First = 2048;

    private readonly NativeBuffer<T> more = new();
    private Memory<T> place;

    /// <param name="place">Where the values go: a part of an array that others fill beside.</param>
    public GrowingArray(Memory<T> place) : this(place.Length) => this.place = place;

    private Span<T> Known => place.Span;

    public int Count { get; private set; }

    public void Add(T value)
    {
        Reserve(1);
        if (Count < place.Length) place.Span[Count] = value;
        else more.First[Count - place.Length] = value;
        Count++;
        GC.KeepAlive(more);
    }

    public void Add(ReadOnlySpan<T> values)
    {
        Reserve(values.Length);
        var head = Math.Min(values.Length, Math.Max(0, place.Length - Count));
        values[..head].CopyTo(Known[Math.Min(Count, place.Length)..]);
        if (head < values.Length) values[head..].CopyTo(more.Span[(Count + head - place.Length)..]);
        Count += values.Length;
        GC.KeepAlive(more);
    }

    /// <summary>All values, from <paramref name="start"/> on; there are none here afterwards.</summary>
    public T[] TakeAll(out int start)
    {
        start = 0;
        T[] all;
        if (Count == place.Length && MemoryMarshal.TryGetArray<T>(place, out var whole))
        {
            (all, start) = (whole.Array!, whole.Offset);
        }
        else
        {
            all = GC.AllocateUninitializedArray<T>(Count);
            var head = Math.Min(Count, place.Length);
            Known[..head].CopyTo(all);
            if (Count > head) more.Span[..(Count - head)].CopyTo(all.AsSpan(head));
        }

        more.Free();
        (place, Count) = (default, 0);
        return all;
    }

    /// <summary>All values; there are none here afterwards.</summary>
    public T[] TakeAll() => TakeAll(out _);

    private void Reserve(int added)
    {
        if (added <= place.Length + more.Length - Count) return;
        if (Count == 0 && place.Length == 0 && expected is > 0) place = GC.AllocateUninitializedArray<T>(expected.Value);
        var needed = (long)Count + added - place.Length;
        if (needed > Array.MaxLength - place.Length) throw new BuildException($"a column has more than the {Array.MaxLength} rows that a table can hold", "reduce the rows in SQL");
        more.Reserve(needed <= 0 ? 0 : Math.Max(First, (int)needed));
    }
}
