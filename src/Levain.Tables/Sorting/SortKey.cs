namespace Levain.Tables;

/// <summary>A column to sort by. Nulls come last, whichever way.</summary>
public readonly record struct SortKey(string Column, bool IsDescending = false)
{
    public static SortKey Ascending(string column) => new(column);

    public static SortKey Descending(string column) => new(column, IsDescending: true);

    public static implicit operator SortKey(string column) => new(column);
}
