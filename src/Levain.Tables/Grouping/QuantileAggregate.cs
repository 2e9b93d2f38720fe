namespace Levain.Tables;

/// <summary>The value below which a part of a column's values is.</summary>
internal sealed class QuantileAggregate : Aggregate
{
    private readonly string column;
    private readonly double part;

    public QuantileAggregate(string column, string name, double part) : base(name)
    {
        if (part is not (>= 0 and <= 1)) throw new BuildException(string.Create(null, $"a quantile of column `{column}` is at {part}, which is not between 0 and 1"));
        (this.column, this.part) = (column, part);
    }

    internal override ValueColumn<double> Over(Table table, Grouping groups)
    {
        var values = new GroupValues(table[column]);
        var quantiles = new double[groups.Count];
        var there = new ulong[Bits.Words(groups.Count)];
        var sorted = new RowGroups(groups.GroupOfRow, groups.Count, RowOrder.Of(table, [column]));
        for (var group = 0; group < quantiles.Length; group++)
        {
            var those = values.Of(sorted[group]);
            if (those.IsEmpty) continue;
            Bits.Set(there, group);
            quantiles[group] = Of(those);
        }

        return new(Name, ColumnType.Double, quantiles, there);
    }

    private double Of(ReadOnlySpan<double> sorted)
    {
        var place = (sorted.Length - 1) * part;
        var below = (int)place;
        var (low, rest) = (sorted[below], place - below);
        return rest == 0 ? low : low + (sorted[below + 1] - low) * rest;
    }
}
