using Levain.Numerics;

namespace Levain.Learning.Encoders;

/// <summary>Where a scale has its zero, and its unit.</summary>
internal sealed record Scale(double Mean, double Deviation)
{
    /// <summary>The mean and the population's deviation of the values that are there. The sums are exact, so that the order of rows does not matter.</summary>
    public static Scale Of(Table table, FittedInput input, double? fill)
    {
        var column = input.Field.Of(table);
        var sum = new ExactSum();
        long count = 0;
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        Each(column, input, fill, value =>
        {
            sum.Add(value);
            count++;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        });
        if (count == 0) throw new BuildException($"column `{input.Column}` has no values in the training rows", "leave it out, or say with `Fill` what a missing value counts as");
        // A column of one value has that mean to the bit, and no unit of its own.
        if (least == greatest) return new(least, 1);

        var mean = sum.Value / count;
        var (squares, rests) = (new ExactSum(), new ExactSum());
        Each(column, input, fill, value =>
        {
            squares.Add((value - mean) * (value - mean));
            rests.Add(value - mean);
        });
        // The rests take out what the rounding of the mean brought in.
        var deviation = Math.Sqrt(Math.Max(0, squares.Value - rests.Value * rests.Value / count) / count);
        if (!double.IsFinite(deviation) || deviation == 0) throw new BuildException($"the values of column `{input.Column}` are too far apart, or too close together, to be scaled", "bring them to another unit in SQL");
        return new(mean, deviation);
    }

    private static void Each(TableColumn column, FittedInput input, double? fill, Action<double> value)
    {
        var numbers = new double[FittedInput.Chunk];
        for (var start = 0; start < column.Count; start += numbers.Length)
        {
            var chunk = numbers.AsSpan(0, Math.Min(numbers.Length, column.Count - start));
            input.Numbers(column, start, chunk);
            foreach (var number in chunk)
            {
                if (!double.IsNaN(number)) value(number);
                else if (fill is { } filled) value(filled);
            }
        }
    }
}
