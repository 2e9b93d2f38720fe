using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>Measures the rows of each value of a column.</summary>
internal sealed class SliceMeasuring(Measuring measuring, JudgedSplit split)
{
    // More values than a reader looks at: of others, only how many there are is told.
    private const int Most = 40;

    public SliceTable Of(string column)
    {
        var values = SliceValues.Of(split.Rows[column]);
        var groups = Enumerable.Range(0, values.Length).GroupBy(row => values[row] ?? "", (text, rows) => (Text: text, Rows: rows.ToArray()), StringComparer.Ordinal)
            .SelectMany(group => Apart(group.Rows, values))
            .OrderByDescending(group => group.Rows.Length).ThenBy(group => group.Value, StringComparer.Ordinal).ToArray();
        var slices = groups.Take(Most).Select(group => Of(group.Value, group.Rows)).ToArray();
        return new(column, [.. slices.OrderBy(Badness).ThenByDescending(slice => slice.Rows).ThenBy(slice => slice.Value, StringComparer.Ordinal)], groups.Length - slices.Length, Mean(split.Labels, 1, split.Weights), Mean(split.Predictions, split.Outputs, split.Weights));
    }

    // An empty text and no value at all are two things.
    private static IEnumerable<(string? Value, int[] Rows)> Apart(int[] rows, string?[] values) =>
        rows.GroupBy(row => values[row] is null).Select(group => (values[group.First()], group.ToArray()));

    private Slice Of(string? value, int[] rows)
    {
        var taken = split.Take(rows);
        return new(value, rows.Length, Mean(taken.Labels, 1, taken.Weights), Mean(taken.Predictions, split.Outputs, taken.Weights), [.. measuring.OfSlice(taken)]);
    }

    // By the first metric that has a value; those that have none come last.
    private static double Badness(Slice slice) => slice.Metrics.Length == 0 || slice.Metrics[0].Value is not { } value ? double.PositiveInfinity : slice.Metrics[0].HigherIsBetter ? value : -value;

    /// <summary>By weight, where there are weights; not a number where none is above 0.</summary>
    public static double Mean(float[] values, int outputs, float[] weights)
    {
        ExactSum sum = new(), total = new();
        for (var row = 0; row < values.Length / outputs; row++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[row];
            sum.Add(weight * values[row * outputs]);
            total.Add(weight);
        }

        return total.Value > 0 ? sum.Value / total.Value : double.NaN;
    }
}
