namespace Levain.Tables;

/// <summary>Columns of any kind of number, as doubles or as whole numbers.</summary>
internal static class Numbers
{
    public static double[] Of(TableColumn column, double missing)
    {
        var numbers = new double[column.Count];
        switch (column)
        {
            case ValueColumn<double> doubles: doubles.Values.CopyTo(numbers); break;
            case ValueColumn<float> floats: Convert(floats.Values, numbers, value => value); break;
            case ValueColumn<int> ints: Convert(ints.Values, numbers, value => value); break;
            case ValueColumn<long> longs: Convert(longs.Values, numbers, value => value); break;
            case ValueColumn<bool> bools: Convert(bools.Values, numbers, value => value ? 1 : 0); break;
            case ValueColumn<decimal> decimals: Convert(decimals.Values, numbers, value => (double)value); break;
            default: throw NotANumber(column);
        }

        if (column.NullCount > 0)
            for (var row = 0; row < numbers.Length; row++)
                if (!Bits.Has(column.Validity, row)) numbers[row] = missing;
        return numbers;
    }

    /// <summary>The values of a column of whole numbers or truths; null when it is of another kind.</summary>
    public static long[]? Whole(TableColumn column)
    {
        var numbers = new long[column.Count];
        switch (column)
        {
            case ValueColumn<long> longs: longs.Values.CopyTo(numbers); break;
            case ValueColumn<int> ints: Convert(ints.Values, numbers, value => value); break;
            case ValueColumn<bool> bools: Convert(bools.Values, numbers, value => value ? 1 : 0); break;
            default: return null;
        }

        return numbers;
    }

    public static BuildException NotANumber(TableColumn column) => new($"column `{column.Name}` is {column.Type}, not a number");

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, TTo[] to, Func<TFrom, TTo> convert)
    {
        for (var i = 0; i < to.Length; i++) to[i] = convert(from[i]);
    }
}
