namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>The rows in the order of the keys, nulls last; rows with equal keys keep the order that they had. Text is ordered by code point.</summary>
    public Table SortBy(params IReadOnlyList<SortKey> keys)
    {
        var rows = RowOrder.Of(this, keys);
        return IsInOrder(rows) ? this : Gather(rows);
    }

    internal static bool IsInOrder(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] != i) return false;
        return true;
    }
}
