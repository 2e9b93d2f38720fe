namespace Levain.Tables;

/// <summary>Figures over the last rows of a partition.</summary>
internal static class Rolling
{
    public static TableColumn Sum(TableColumn column, RowGroups partitions, RollingRows window) =>
        Numbers.Whole(column) is { } whole ? WholeSum(column, whole, partitions, window) : OfSums(column, partitions, window, 1, (sum, _, _) => sum.Value);

    public static TableColumn Mean(TableColumn column, RowGroups partitions, RollingRows window) => OfSums(column, partitions, window, 1, (sum, _, _) => sum.Value / sum.Count);

    public static TableColumn Std(TableColumn column, RowGroups partitions, RollingRows window) => OfSums(column, partitions, window, 2, Deviation);

    public static TableColumn Min(TableColumn column, RowGroups partitions, RollingRows window) => Extreme(column, partitions, window, 0);

    public static TableColumn Max(TableColumn column, RowGroups partitions, RollingRows window) => Extreme(column, partitions, window, ulong.MaxValue);

    private delegate double Figure(SlidingSum sum, ReadOnlySpan<int> rows, Func<int, double?> value);

    private static ValueColumn<double> OfSums(TableColumn column, RowGroups partitions, RollingRows window, int needed, Figure figure)
    {
        var numbers = Numbers.Of(column, missing: 0);
        var figures = new double[column.Count];
        var there = new ulong[Bits.Words(column.Count)];
        double? Value(int row) => Bits.Has(column.Validity, row) ? numbers[row] : null;
        for (var i = 0; i < partitions.Count; i++)
        {
            var rows = partitions[i];
            var sum = new SlidingSum();
            for (var place = 0; place < rows.Length; place++)
            {
                if (place >= window.Count && Value(rows[place - window.Count]) is { } gone) sum.Leave(gone);
                if (Value(rows[place]) is { } value) sum.Enter(value);
                if (sum.Count < Math.Max(window.AtLeast, needed)) continue;
                Bits.Set(there, rows[place]);
                var first = Math.Max(0, place - window.Count + 1);
                figures[rows[place]] = figure(sum, rows[first..(place + 1)], Value);
            }
        }

        return new(column.Name, ColumnType.Double, figures, there);
    }

    // Around the mean, never as a difference of squares, which would be lost when the mean is large.
    private static double Deviation(SlidingSum sum, ReadOnlySpan<int> rows, Func<int, double?> value)
    {
        var mean = sum.Value / sum.Count;
        double squares = 0, rest = 0;
        foreach (var row in rows)
        {
            if (value(row) is not { } there) continue;
            squares += (there - mean) * (there - mean);
            rest += there - mean;
        }

        return Math.Sqrt(Math.Max(0, squares - rest * rest / sum.Count) / (sum.Count - 1));
    }

    private static ValueColumn<long> WholeSum(TableColumn column, long[] values, RowGroups partitions, RollingRows window)
    {
        var sums = new long[values.Length];
        var there = new ulong[Bits.Words(values.Length)];
        for (var i = 0; i < partitions.Count; i++)
        {
            var rows = partitions[i];
            var sum = Int128.Zero;
            var count = 0;
            for (var place = 0; place < rows.Length; place++)
            {
                if (place >= window.Count && Bits.Has(column.Validity, rows[place - window.Count])) (sum, count) = (sum - values[rows[place - window.Count]], count - 1);
                if (Bits.Has(column.Validity, rows[place])) (sum, count) = (sum + values[rows[place]], count + 1);
                if (count < window.AtLeast) continue;
                if (sum < long.MinValue || sum > long.MaxValue) throw new BuildException($"a rolling sum of column `{column.Name}` is beyond what BIGINT holds", "cast the column to DOUBLE first, in SQL");
                Bits.Set(there, rows[place]);
                sums[rows[place]] = (long)sum;
            }
        }

        return new(column.Name, ColumnType.Int64, sums, there);
    }

    /// <param name="flip">What turns the words' order round: nothing for the least, every bit for the greatest.</param>
    private static TableColumn Extreme(TableColumn column, RowGroups partitions, RollingRows window, ulong flip)
    {
        var words = OrderWords.Of(column);
        var best = new int[column.Count];
        Array.Fill(best, -1);
        // Places in the window whose values rise: nothing that a later one beats.
        var rising = new int[column.Count];
        for (var i = 0; i < partitions.Count; i++)
        {
            var rows = partitions[i];
            int head = 0, tail = 0, count = 0;
            for (var place = 0; place < rows.Length; place++)
            {
                if (place >= window.Count && Bits.Has(column.Validity, rows[place - window.Count])) count--;
                if (head < tail && rising[head] <= place - window.Count) head++;
                if (Bits.Has(column.Validity, rows[place]))
                {
                    count++;
                    var word = words[rows[place]] ^ flip;
                    while (head < tail && (words[rows[rising[tail - 1]]] ^ flip) > word) tail--;
                    rising[tail++] = place;
                }

                if (count >= window.AtLeast) best[rows[place]] = rows[rising[head]];
            }
        }

        return column.Gather(best);
    }
}
