using System.Globalization;
using System.Text;
using Levain.Tables.Statistics;

namespace Levain.Host.Output;

/// <summary>What a table is like, as people read it: a line for each column.</summary>
internal static class DescriptionText
{
    private const int SparkWidth = 12, LongestValue = 24;

    public static string Of(DescribedTable table, Terminal terminal)
    {
        var text = new StringBuilder();
        text.Append(Paint.Of(TextWidth.Clean(table.Name), Tone.Heading, terminal.Colour));
        text.Append(CultureInfo.InvariantCulture, $": {table.Statistics.Rows:N0} row{(table.Statistics.Rows == 1 ? "" : "s")}, {Amounts.Count(table.Statistics.Columns.Count, "column")}\n");
        if (table.LeftOut > 0) text.Append($"{Amounts.Count(table.LeftOut, "file")} beside the table left out\n");
        List<string[]> rows = [["column", "type", "nulls", "distinct", "min", "mean", "max", ""], .. table.Statistics.Columns.Select(column => Cells(column, terminal))];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => TextWidth.Of(row[column]))).ToArray();
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, column) => column is 0 or 1 or 7 ? TextWidth.Pad(cell, widths[column]) : TextWidth.PadLeft(cell, widths[column]))).TrimEnd();
            text.Append(Paint.Of(TextWidth.Cut(line, terminal.Width), row == rows[0] ? Tone.Quiet : Tone.Plain, terminal.Colour)).Append('\n');
        }

        return text.Append($"{TextWidth.Clean(table.Folder)}/index.html\n").ToString();
    }

    private static string[] Cells(ColumnStatistics column, Terminal terminal) =>
    [
        TextWidth.CutMiddle(TextWidth.Clean(column.Name), 40),
        TextWidth.Cut(TextWidth.Clean(column.Type), 24),
        column.Nulls == 0 ? "" : column.Nulls.ToString("N0", CultureInfo.InvariantCulture),
        column.Distinct is { } distinct ? $"{(column.IsExact ? "" : "~")}{distinct.ToString("N0", CultureInfo.InvariantCulture)}" : "",
        column.Numbers is { } low ? column.Shown(low.Min) : "",
        column.Numbers is { } middle ? column.Shown(middle.Mean) : "",
        column.Numbers is { } high ? column.Shown(high.Max) : "",
        column.Numbers is { } numbers ? (terminal.IsTerminal ? Spark(numbers.Histogram) : "") : Often(column),
    ];

    private static string Often(ColumnStatistics column) => column.Top.Count == 0 || column.Class is not (ColumnClass.Text or ColumnClass.Truth) ? "" : string.Create(
        CultureInfo.InvariantCulture, $"{TextWidth.Cut(TextWidth.Clean(column.Top[0].Value) is { Length: > 0 } value ? value : "(empty)", LongestValue)} {Share((double)column.Top[0].Count / column.Present)}");

    // What is there is never told as nothing.
    private static string Share(double share) => share < 0.005 ? "< 1 %" : share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Spark(IReadOnlyList<Bin> bins)
    {
        var heights = new long[Math.Min(SparkWidth, bins.Count)];
        for (var i = 0; i < bins.Count; i++) heights[i * heights.Length / bins.Count] += bins[i].Count;
        var highest = Math.Max(1, heights.DefaultIfEmpty().Max());
        // What is there can be seen, what is not leaves a gap.
        return string.Concat(heights.Select(height => height == 0 ? ' ' : "▁▂▃▄▅▆▇█"[(int)(7 * height / highest)]));
    }
}
