using System.Text;

namespace Levain.Host.Output;

/// <summary>The texts of one line of the table.</summary>
internal sealed class TableCells(StageRow row, IReadOnlyList<GateRow> gates)
{
    // Enough to see how a model does; all of them are in the report and in `--json`.
    private const int MostMetrics = 3;

    public string Stage { get; } = TextWidth.Clean(row.Stage);

    public StageWord Word => row.Word;

    public string Reason { get; } = TextWidth.Clean(row.Reason);

    public string Time { get; } = row.Duration is { } time ? Amounts.Of(time) : row.Expected is { } expected ? $"~{Amounts.Of(expected)}" : "";

    public string Digest { get; } = row.Output is { } output ? output.Digest.Brief : "";

    public string Metrics { get; } = MetricsOf(row, gates);

    private static string MetricsOf(StageRow row, IReadOnlyList<GateRow> gates)
    {
        if (row.Metrics.Count == 0) return "";
        var text = new StringBuilder();
        var shown = 0;
        // What a gate looks at comes first.
        foreach (var gated in new[] { true, false })
            foreach (var (name, value) in row.Metrics)
            {
                if (IsGated(row.Stage, name, gates) != gated || shown == MostMetrics) continue;
                text.Append(shown++ == 0 ? "" : ", ").Append(TextWidth.Clean(name)).Append(' ').Append(Amounts.Of(value));
            }

        if (row.Metrics.Count > shown) text.Append(", …");
        return text.ToString();
    }

    private static bool IsGated(string stage, string metric, IReadOnlyList<GateRow> gates)
    {
        foreach (var gate in gates)
            if (gate.Gate.Metric == metric && (gate.Gate.Stage == stage || stage.StartsWith(gate.Gate.Stage + "[", StringComparison.Ordinal))) return true;
        return false;
    }
}
