using System.Globalization;

namespace Levain.Learning.Reports;

/// <summary>The values of a column as people read them.</summary>
internal static class SliceValues
{
    /// <summary>Null where there is none.</summary>
    public static string?[] Of(TableColumn column)
    {
        Func<int, string?> text = column switch
        {
            StringColumn texts => row => texts[row],
            ValueColumn<bool> truths => row => truths[row] ? "true" : "false",
            ValueColumn<int> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
            ValueColumn<long> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
            ValueColumn<float> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
            ValueColumn<double> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
            ValueColumn<decimal> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
            ValueColumn<DateOnly> days => row => days[row].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ValueColumn<Timestamp> moments => row => moments[row].ToString(),
            _ => throw new BuildException($"rows cannot be sliced by column `{column.Name}`, which is {column.Type}", "take a column of plain values, such as text or whole numbers"),
        };
        return [.. Enumerable.Range(0, column.Count).Select(row => column.IsNull(row) ? null : text(row))];
    }
}
