using System.Globalization;
using System.Text;
using Levain.Collection;

namespace Levain.Host.Output;

/// <summary>What a collection removed or would remove, as people read it.</summary>
internal static class CollectionText
{
    public static string Of(CollectionReport report)
    {
        var text = new StringBuilder();
        foreach (var root in report.Roots) text.Append($"needed by {TextWidth.Clean(root)}\n");
        text.Append(report.Grace > TimeSpan.Zero ? $"younger than {Span(report.Grace)} stays\n\n" : "nothing stays for being young\n\n");
        Table(text, report);
        if (report.Snapshots.Count > 0)
        {
            text.Append("\nsnapshots that no lock names any more; they cannot be made again and stay until they are named\n");
            foreach (var snapshot in report.Snapshots)
                text.Append($"  --snapshot {TextWidth.Clean(snapshot.Name)}  {Amounts.Bytes(snapshot.Bytes)}, taken {snapshot.Taken.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} from {TextWidth.Clean(snapshot.Source)}\n");
        }

        text.Append($"\n{(report.DryRun ? "would free" : "freed")} {Amounts.Bytes(report.Bytes)}\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, CollectionReport report)
    {
        List<string[]> rows = [["", report.DryRun ? "would go" : "gone", "", report.DryRun ? "would stay" : "stays", ""]];
        foreach (var row in report.Rows) rows.Add([row.What, Count(row.Going), Amounts.Bytes(row.GoingBytes), Count(row.Staying), Amounts.Bytes(row.StayingBytes)]);
        rows.Add(["together", "", Amounts.Bytes(report.Bytes), "", Amounts.Bytes(report.Rows.Sum(row => row.StayingBytes))]);
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => TextWidth.Of(row[column]))).ToArray();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => column == 0 ? TextWidth.Pad(cell, widths[0]) : TextWidth.PadLeft(cell, widths[column]))).TrimEnd()).Append('\n');
    }

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } when span.Ticks % TimeSpan.TicksPerDay == 0 => Amounts.Count((int)span.TotalDays, "day"),
        { TotalHours: >= 1 } when span.Ticks % TimeSpan.TicksPerHour == 0 => Amounts.Count((int)span.TotalHours, "hour"),
        _ => Amounts.Of(span),
    };
}
