using System.Diagnostics;

namespace Levain.Tables;

/// <summary>A column of plain values: bool, int, long, float, double, decimal, <see cref="DateOnly"/> or <see cref="Timestamp"/>.</summary>
/// <remarks>Where a row is null, its value is the default. Columns may share memory: a lag is a view of what it lags.</remarks>
public sealed class ValueColumn<T> : TableColumn where T : unmanaged
{
    private readonly T[] values;
    private readonly int start;

    /// <summary>Takes the arrays themselves, which nobody may change afterwards.</summary>
    internal ValueColumn(string name, ColumnType type, T[] values, int start, int count, ulong[] validity) : base(name, type, count, validity)
    {
        if (!type.Holds<T>()) throw new BuildException($"column `{name}` is {type}, which `{typeof(T).Name}` values are not");
        Debug.Assert(start >= 0 && start + count <= values.Length && (validity.Length == 0 || validity.Length == Bits.Words(count)));
        (this.values, this.start) = (values, start);
    }

    internal ValueColumn(string name, ColumnType type, T[] values, ulong[] validity) : this(name, type, values, 0, values.Length, validity)
    {
    }

    public ReadOnlySpan<T> Values => new(values, start, Count);

    /// <summary>The value of a row; the default where it is null.</summary>
    public T this[int row] => Values[row];

    /// <summary>The value of a row, or nothing.</summary>
    public T? At(int row) => IsNull(row) ? null : Values[row];

    internal override ValueColumn<T> Gather(ReadOnlySpan<int> rows)
    {
        var source = Values;
        var gathered = GC.AllocateUninitializedArray<T>(rows.Length);
        for (var i = 0; i < gathered.Length; i++) gathered[i] = (uint)rows[i] < (uint)source.Length ? source[rows[i]] : default;
        return new(Name, Type, gathered, GatherValidity(rows));
    }

    internal override ValueColumn<T> Slice(int start, int count) => new(Name, Type, values, this.start + start, count, Bits.Slice(Validity, start, count));

    internal override TableColumn[] Shift(ReadOnlySpan<int> shifts, ShiftedRows rows)
    {
        var padded = rows.Padded(Values, shifts, default, out var origin);
        var columns = new TableColumn[shifts.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = new ValueColumn<T>(Name, Type, padded, origin - shifts[i], Count, rows.Validity(this, shifts[i]));
        return columns;
    }

    internal override ValueColumn<T> Concat(IReadOnlyList<TableColumn> columns)
    {
        if (StandBehindEachOther(columns)) return new(Name, Type, values, start, TotalCount(columns), ConcatValidity(columns));
        var joined = GC.AllocateUninitializedArray<T>(TotalCount(columns));
        var at = 0;
        foreach (var column in columns)
        {
            ((ValueColumn<T>)column).Values.CopyTo(joined.AsSpan(at));
            at += column.Count;
        }

        return new(Name, Type, joined, ConcatValidity(columns));
    }

    private bool StandBehindEachOther(IReadOnlyList<TableColumn> columns)
    {
        var next = start;
        foreach (var column in columns)
        {
            if (column is not ValueColumn<T> part || part.values != values || part.start != next) return false;
            next += part.Count;
        }

        return true;
    }

    public override ValueColumn<T> Named(string name) => name == Name ? this : new(name, Type, values, start, Count, ValidityWords);
}
