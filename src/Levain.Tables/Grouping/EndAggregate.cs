namespace Levain.Tables;

/// <summary>What the first or the last row of a group has in a column.</summary>
internal sealed class EndAggregate(string column, string name, bool isLast) : Aggregate(name)
{
    internal override TableColumn Over(Table table, Grouping groups)
    {
        var rows = groups.RowKeys.FirstRows();
        if (isLast)
            for (var row = 0; row < table.RowCount; row++) rows[groups.GroupOfRow[row]] = row;
        return table[column].Gather(rows).Named(Name);
    }
}
