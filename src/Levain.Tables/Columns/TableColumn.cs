namespace Levain.Tables;

/// <summary>One column of a table: a name, a type, and for every row a value or nothing.</summary>
public abstract class TableColumn
{
    private readonly ulong[] validity;

    /// <param name="validity">The array itself, which nobody may change; empty when every row is there.</param>
    private protected TableColumn(string name, ColumnType type, int count, ulong[] validity)
    {
        (Name, Type, Count) = (name, type, count);
        NullCount = validity.Length == 0 ? 0 : count - Bits.Count(validity);
        this.validity = NullCount == 0 ? [] : validity;
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public Field Field => new(Name, Type);

    public int Count { get; }

    public int NullCount { get; }

    /// <summary>Bit i is set when row i is there; empty when all are.</summary>
    public ReadOnlySpan<ulong> Validity => validity;

    internal ulong[] ValidityWords => validity;

    public bool IsNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        return !Bits.Has(validity, row);
    }

    /// <summary>The same rows under another name; nothing is copied.</summary>
    public abstract TableColumn Named(string name);

    /// <summary>A column of plain values, copied.</summary>
    public static ValueColumn<T> Of<T>(string name, params ReadOnlySpan<T> values) where T : unmanaged => new(name, ColumnType.Of<T>(), values.ToArray(), []);

    /// <summary>A column of plain values, some of which may be null.</summary>
    public static ValueColumn<T> Of<T>(string name, params ReadOnlySpan<T?> values) where T : unmanaged
    {
        var builder = new ValueColumnBuilder<T>(name, values.Length);
        foreach (var value in values) builder.Append(value);
        return builder.Build();
    }

    /// <summary>A column of text, some of which may be null.</summary>
    public static StringColumn Of(string name, params ReadOnlySpan<string?> texts)
    {
        var builder = new StringColumnBuilder(name, texts.Length);
        foreach (var text in texts) builder.Append(text);
        return builder.Build();
    }

    /// <summary>The rows of these numbers, in this order; -1 stands for a row of null.</summary>
    internal abstract TableColumn Gather(ReadOnlySpan<int> rows);

    /// <summary>A run of rows, where possible without a copy of the values.</summary>
    internal abstract TableColumn Slice(int start, int count);

    /// <summary>For each shift a column whose row i is row i - shift here, null where there is none. Shifts are between minus and plus the number of rows.</summary>
    internal virtual TableColumn[] Shift(ReadOnlySpan<int> shifts, ShiftedRows rows)
    {
        var columns = new TableColumn[shifts.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = Gather(rows.Numbers(shifts[i]));
        return columns;
    }

    /// <summary>The rows of columns of one type, behind each other, under this column's name.</summary>
    internal abstract TableColumn Concat(IReadOnlyList<TableColumn> columns);

    private protected ulong[] GatherValidity(ReadOnlySpan<int> rows) => NullCount == 0 && !rows.Contains(-1) ? [] : Bits.Gather(validity, rows);

    private protected static ulong[] ConcatValidity(IReadOnlyList<TableColumn> columns)
    {
        if (columns.All(column => column.NullCount == 0)) return [];
        var joined = new ValidityBuilder();
        foreach (var column in columns) joined.Add(column.Validity, column.Count);
        return joined.TakeAll();
    }

    private protected static int TotalCount(IReadOnlyList<TableColumn> columns)
    {
        var total = columns.Sum(column => (long)column.Count);
        return total <= Array.MaxLength ? (int)total : throw new BuildException($"{total} rows are more than a table can hold", $"a table holds {Array.MaxLength} rows; keep the parts apart, or reduce them in SQL");
    }
}
