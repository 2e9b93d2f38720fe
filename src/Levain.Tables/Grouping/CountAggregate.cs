namespace Levain.Tables;

/// <summary>Counts rows, or those that have a value in a column.</summary>
internal sealed class CountAggregate(string? column, string name) : Aggregate(name)
{
    internal override ValueColumn<long> Over(Table table, Grouping groups)
    {
        var there = column is null ? default : table[column].Validity;
        var counts = new long[groups.Count];
        var codes = groups.GroupOfRow;
        for (var row = 0; row < codes.Length; row++)
            if (Bits.Has(there, row)) counts[codes[row]]++;
        return new(Name, ColumnType.Int64, counts, []);
    }
}
