using Levain.Numerics;

namespace Levain.Tables;

/// <summary>The numbers of one group after the other, nulls left out, in a buffer that is used again.</summary>
internal sealed class GroupValues(TableColumn column)
{
    private readonly double[] numbers = Numbers.Of(column, missing: 0);
    private double[] buffer = [];

    public ReadOnlySpan<double> Of(ReadOnlySpan<int> rows)
    {
        if (buffer.Length < rows.Length) buffer = new double[rows.Length];
        var count = 0;
        foreach (var row in rows)
            if (Bits.Has(column.Validity, row)) buffer[count++] = numbers[row];
        return buffer.AsSpan(0, count);
    }

    /// <summary>The double nearest to the sum; a zero is +0.</summary>
    public static double Sum(ReadOnlySpan<double> values) => values.Length switch
    {
        0 => 0,
        1 => values[0] + 0.0,
        // One addition rounds once, as the exact sum does.
        2 => values[0] + values[1] + 0.0,
        _ => ExactSum.Of(values),
    };

    /// <summary>The sum of squared distances from the mean.</summary>
    public static double Spread(ReadOnlySpan<double> values)
    {
        var mean = Sum(values) / values.Length;
        var sum = new ExactSum();
        foreach (var value in values) sum.Add((value - mean) * (value - mean));
        return sum.Value;
    }
}
