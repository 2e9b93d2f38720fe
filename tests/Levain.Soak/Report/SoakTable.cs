using System.Globalization;
using System.Text;

namespace Levain.Soak;

/// <summary>The result for people.</summary>
internal static class SoakTable
{
    private static readonly string[] Header = ["campaign", "operation", "shots", "met", "faults", "passed", "gave up", "killed", "violations", "what was injected"];

    public static string Of(IReadOnlyList<SoakRow> rows)
    {
        List<string[]> lines = [Header, .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, Header.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(string.Join("  ", line.Select((cell, column) => column is >= 2 and <= 8 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        foreach (var row in rows)
            foreach (var (shot, what) in row.Violations) text.Append(CultureInfo.InvariantCulture, $"\nVIOLATION {shot}: {what}\n  again: ./build.sh --target Soak --replay {shot}\n");
        foreach (var row in rows.Where(row => row.Skipped is null && row.Met == 0)) text.Append(CultureInfo.InvariantCulture, $"\nVIOLATION {row.Campaign} at {row.Operation}: nothing was injected\n");
        return text.ToString();
    }

    /// <summary>A line such as <c>4 campaigns, 512 shots, 511 faults: no violation</c>.</summary>
    public static string Summary(IReadOnlyList<SoakRow> rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rows.Where(row => row.Skipped is null).DistinctBy(row => row.Campaign).Count()} campaigns, {rows.Sum(row => row.Shots)} shots, {rows.Sum(row => row.Faults)} faults: {(rows.All(row => row.IsGood) ? "no violation" : $"{rows.Sum(row => row.Violations.Count)} VIOLATIONS")}\n");

    private static string[] Cells(SoakRow row) =>
        [row.Campaign, row.Operation, Text(row.Shots), Text(row.Met), Text(row.Faults), Text(row.Passed), Text(row.Refused), Text(row.Killed), Text(row.Violations.Count), row.Skipped is { } reason ? $"skipped: {reason}" : row.What];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
