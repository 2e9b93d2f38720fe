namespace Levain.Tables;

/// <summary>Values that come one by one or in pieces, of a number that need not be known.</summary>
/// <remarks>As many as are expected go into the array that becomes the whole, without a copy; more, or all when the number is not known, wait outside the heap.</remarks>
internal sealed unsafe class GrowingArray<T>(int? expected) where T : unmanaged
{
    private const int First = 2048;

    private readonly NativeBuffer<T> more = new();
    private T[] known = [];

    public int Count { get; private set; }

    public void Add(T value)
    {
        Reserve(1);
        if (Count < known.Length) known[Count] = value;
        else more.First[Count - known.Length] = value;
        Count++;
        GC.KeepAlive(more);
    }

    public void Add(ReadOnlySpan<T> values)
    {
        Reserve(values.Length);
        var head = Math.Min(values.Length, Math.Max(0, known.Length - Count));
        values[..head].CopyTo(known.AsSpan(Math.Min(Count, known.Length)));
        if (head < values.Length) values[head..].CopyTo(more.Span[(Count + head - known.Length)..]);
        Count += values.Length;
        GC.KeepAlive(more);
    }

    /// <summary>All values; there are none here afterwards.</summary>
    public T[] TakeAll()
    {
        var all = known;
        if (Count != known.Length)
        {
            all = GC.AllocateUninitializedArray<T>(Count);
            var head = Math.Min(Count, known.Length);
            known.AsSpan(0, head).CopyTo(all);
            if (Count > head) more.Span[..(Count - head)].CopyTo(all.AsSpan(head));
        }

        more.Free();
        (known, Count) = ([], 0);
        return all;
    }

    private void Reserve(int added)
    {
        if (added <= known.Length + more.Length - Count) return;
        if (Count == 0 && known.Length == 0 && expected is > 0) known = GC.AllocateUninitializedArray<T>(expected.Value);
        var needed = (long)Count + added - known.Length;
        if (needed > Array.MaxLength - known.Length) throw new BuildException($"a column has more than the {Array.MaxLength} rows that a table can hold", "reduce the rows in SQL");
        more.Reserve(needed <= 0 ? 0 : Math.Max(First, (int)needed));
    }
}
