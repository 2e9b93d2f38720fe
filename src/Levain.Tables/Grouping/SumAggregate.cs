namespace Levain.Tables;

/// <summary>Adds the values of a column.</summary>
internal sealed class SumAggregate(string column, string name) : Aggregate(name)
{
    internal override TableColumn Over(Table table, Grouping groups)
    {
        var values = table[column];
        return Numbers.Whole(values) is { } whole ? OfWhole(values, whole, groups)
            : values is ValueColumn<decimal> decimals ? OfDecimals(decimals, groups)
            : OfNumbers(values, groups);
    }

    private ValueColumn<long> OfWhole(TableColumn values, long[] whole, Grouping groups)
    {
        var sums = new Int128[groups.Count];
        var there = new ulong[Bits.Words(groups.Count)];
        for (var row = 0; row < whole.Length; row++)
        {
            if (!Bits.Has(values.Validity, row)) continue;
            var group = groups.GroupOfRow[row];
            Bits.Set(there, group);
            sums[group] += whole[row];
        }

        return new(Name, ColumnType.Int64, Array.ConvertAll(sums, sum => sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : throw TooMuch()), there);
    }

    private ValueColumn<decimal> OfDecimals(ValueColumn<decimal> values, Grouping groups)
    {
        var sums = new decimal[groups.Count];
        var there = new ulong[Bits.Words(groups.Count)];
        try
        {
            for (var row = 0; row < values.Count; row++)
            {
                if (!Bits.Has(values.Validity, row)) continue;
                var group = groups.GroupOfRow[row];
                Bits.Set(there, group);
                sums[group] += values.Values[row];
            }
        }
        catch (OverflowException)
        {
            throw TooMuch();
        }

        return new(Name, ColumnType.Decimal(38, values.Type.Scale), sums, there);
    }

    private ValueColumn<double> OfNumbers(TableColumn values, Grouping groups)
    {
        var numbers = new GroupValues(values);
        var sums = new double[groups.Count];
        var there = new ulong[Bits.Words(groups.Count)];
        for (var group = 0; group < sums.Length; group++)
        {
            var those = numbers.Of(groups.Rows(group));
            if (those.IsEmpty) continue;
            Bits.Set(there, group);
            sums[group] = GroupValues.Sum(those);
        }

        return new(Name, ColumnType.Double, sums, there);
    }

    private BuildException TooMuch() => new($"the sum of column `{column}` is beyond what its type holds", "cast the column to DOUBLE first, in SQL");
}
