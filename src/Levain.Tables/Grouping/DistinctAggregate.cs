namespace Levain.Tables;

/// <summary>Counts the different values of a column.</summary>
internal sealed class DistinctAggregate(string column, string name) : Aggregate(name)
{
    internal override ValueColumn<long> Over(Table table, Grouping groups)
    {
        var values = table[column];
        var pairs = groups.RowKeys.Refined(RowKeys.Of([values], table.RowCount));
        var counts = new long[groups.Count];
        foreach (var row in pairs.FirstRows())
            if (!values.IsNull(row)) counts[groups.GroupOfRow[row]]++;
        return new(Name, ColumnType.Int64, counts, []);
    }
}
