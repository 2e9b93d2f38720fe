using System.Globalization;
using System.Text;

namespace Levain.Bench;

/// <summary>The result for people.</summary>
internal static class BenchTable
{
    private static readonly string[] Header = ["what", "where", "unit", "ours", "least", "n", "peer", "theirs", "ours/theirs", "target", "met", ""];

    public static string Of(double loadBefore, IReadOnlyList<BenchRow> rows)
    {
        List<string[]> lines = [Header, .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, Header.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(string.Join("  ", line.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"\n{Environment.ProcessorCount} processors, load {loadBefore:0.0} before and {Machine.Load():0.0} after; medians of n runs after one to warm up, contenders in turn\n").ToString();
    }

    private static string[] Cells(BenchRow row) =>
    [
        row.What, row.Where, row.Unit, Number(row.Ours?.Median), Number(row.Ours?.Least), row.Ours?.Count.ToString(CultureInfo.InvariantCulture) ?? "",
        row.Peer, Number(row.PeerFigures?.Median), Number(row.Ratio), Number(row.Target), row.Met switch { true => "yes", false => "NO", null => "" }, row.Note,
    ];

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("0", CultureInfo.InvariantCulture),
        >= 1 => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    private static bool IsNumber(int column) => column is (>= 3 and <= 5) or (>= 7 and <= 9);
}
