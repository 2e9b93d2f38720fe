namespace Levain.Tables;

internal enum Moment
{
    Mean,
    Variance,
    Deviation,
}

/// <summary>The mean of a column, or how far its values are from it.</summary>
internal sealed class MomentAggregate(string column, string name, Moment moment) : Aggregate(name)
{
    internal override ValueColumn<double> Over(Table table, Grouping groups)
    {
        var numbers = new GroupValues(table[column]);
        var moments = new double[groups.Count];
        var there = new ulong[Bits.Words(groups.Count)];
        for (var group = 0; group < moments.Length; group++)
        {
            var values = numbers.Of(groups.Rows(group));
            if (values.Length < (moment == Moment.Mean ? 1 : 2)) continue;
            Bits.Set(there, group);
            moments[group] = Of(values);
        }

        return new(Name, ColumnType.Double, moments, there);
    }

    private double Of(ReadOnlySpan<double> values) => moment switch
    {
        Moment.Mean => GroupValues.Sum(values) / values.Length,
        Moment.Variance => GroupValues.Spread(values) / (values.Length - 1),
        _ => Math.Sqrt(GroupValues.Spread(values) / (values.Length - 1)),
    };
}
