namespace Levain.Learning.Encoders;

/// <summary>Where a scale has its zero, and its unit.</summary>
internal sealed record Scale(double Mean, double Deviation)
{
    /// <summary>The mean and the population's deviation of the values that are there. The sums are exact, so that the order of rows does not matter.</summary>
    public static Scale Of(Table table, FittedInput input, double? fill)
    {
        var column = input.Field.Of(table);
        var sums = new ScaleSums();
        Each(column, input, fill, sums.Add);
        if (sums.Count == 0) throw new BuildException($"column `{input.Column}` has no values in the training rows", "leave it out, or say with `Fill` what a missing value counts as");
        // A column of one value has that mean to the bit, and no unit of its own.
        if (sums.Least == sums.Greatest) return new(sums.Least, 1);

        // Small whole numbers, as most are, need no second look: their squares are exact too.
        var deviation = Math.Sqrt(sums.WholeVariance ?? Variance(column, input, fill, sums));
        if (!double.IsFinite(deviation) || deviation == 0) throw new BuildException($"the values of column `{input.Column}` are too far apart, or too close together, to be scaled", "bring them to another unit in SQL");
        return new(sums.Mean, deviation);
    }

    private static double Variance(TableColumn column, FittedInput input, double? fill, ScaleSums sums)
    {
        var squares = new SquareSums(sums.Mean);
        Each(column, input, fill, squares.Add);
        return squares.Of(sums.Count) / sums.Count;
    }

    private static void Each(TableColumn column, FittedInput input, double? fill, Action<ReadOnlySpan<double>> add)
    {
        var numbers = new double[FittedInput.Chunk];
        for (var start = 0; start < column.Count; start += numbers.Length)
        {
            var chunk = numbers.AsSpan(0, Math.Min(numbers.Length, column.Count - start));
            input.Numbers(column, start, chunk);
            add(chunk[..Close(chunk, fill)]);
        }
    }

    // Puts values in place of what is missing, or the others together.
    private static int Close(Span<double> numbers, double? fill)
    {
        var kept = 0;
        foreach (var number in numbers)
        {
            if (!double.IsNaN(number)) numbers[kept++] = number;
            else if (fill is { } filled) numbers[kept++] = filled;
        }

        return kept;
    }
}
