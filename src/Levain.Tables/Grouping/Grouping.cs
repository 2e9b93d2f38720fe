namespace Levain.Tables;

/// <summary>The rows of a table by the keys in some of its columns; groups stand in order of first appearance, rows within a group in order of the table. A null key equals a null key.</summary>
public sealed class Grouping
{
    private readonly Table table;
    private readonly IReadOnlyList<string> names;
    private readonly RowKeys keys;
    private readonly Lazy<RowGroups> groups;
    private readonly Lazy<Table> keyTable;

    internal Grouping(Table table, IReadOnlyList<string> names)
    {
        (this.table, this.names) = (table, names);
        keys = RowKeys.Of(table.Keys(names), table.RowCount);
        groups = new(() => new RowGroups(keys.Codes, keys.Count));
        keyTable = new(() => table.Select(names).Gather(keys.FirstRows()));
    }

    /// <summary>How many groups there are.</summary>
    public int Count => keys.Count;

    /// <summary>The key of each group: the key columns with one row for each group.</summary>
    public Table Keys => keyTable.Value;

    /// <summary>The group of each row.</summary>
    public ReadOnlySpan<int> GroupOfRow => keys.Codes;

    /// <summary>The row numbers of a group, for what <see cref="Tables.Aggregate"/> does not have.</summary>
    public ReadOnlySpan<int> Rows(int group) => groups.Value[group];

    /// <summary>One row for each group: its key, and what was asked of its rows.</summary>
    public Table Aggregate(params IReadOnlyList<Aggregate> aggregates)
    {
        TableColumn[] columns = [.. aggregates.Select(aggregate => aggregate.Over(table, this))];
        return new([.. names.Count == 0 ? [] : Keys.Columns, .. columns]);
    }

    internal RowKeys RowKeys => keys;
}
