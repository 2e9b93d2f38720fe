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
}
