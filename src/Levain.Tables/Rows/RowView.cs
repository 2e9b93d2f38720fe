using System.Collections;

namespace Levain.Tables;

/// <summary>The rows of a table as records. Nothing is kept: a row is made whenever it is asked for.</summary>
public sealed class RowView<T> : IReadOnlyList<T>
{
    private readonly Func<object[], int, T> make;
    private readonly object[] cells;

    internal RowView(int count, object[] cells, Func<object[], int, T> make) => (Count, this.cells, this.make) = (count, cells, make);

    public int Count { get; }

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return make(cells, index);
        }
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the rows without a heap object.</summary>
    public struct Enumerator(RowView<T> rows) : IEnumerator<T>
    {
        private int next;

        public T Current { get; private set; } = default!;

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (next >= rows.Count) return false;
            Current = rows[next++];
            return true;
        }

        public void Reset() => next = 0;

        public readonly void Dispose()
        {
        }
    }
}
