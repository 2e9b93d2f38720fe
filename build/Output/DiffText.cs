using System.Text;
using Levain.Building;
using Levain.Locks;

namespace Levain.Host.Output;

/// <summary>What differs between two revisions, stage by stage and snapshot by snapshot.</summary>
internal static class DiffText
{
    public static string Of(IReadOnlyList<(string Model, IReadOnlyList<StageDifference> Stages)> models, IReadOnlyList<(Snapshot? Old, Snapshot? New)> snapshots)
    {
        var text = new StringBuilder();
        foreach (var (model, stages) in models)
            foreach (var section in stages.GroupBy(stage => stage.Section))
            {
                text.Append($"{model} {section.Key}\n");
                foreach (var stage in section) Append(text, stage);
            }

        if (snapshots.Count > 0) text.Append("data\n");
        foreach (var (old, now) in snapshots) text.Append($"  {(old ?? now)!.Profile}/{(old ?? now)!.Name}: {Describe(old)} -> {Describe(now)}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, StageDifference stage)
    {
        var change = (stage.Old, stage.New) switch
        {
            (null, { } now) => $"new, {now.Output.Digest.Brief}",
            ({ } old, null) => $"gone, was {old.Output.Digest.Brief}",
            ({ } old, { } now) when stage.OutputChanged => $"{old.Output.Digest.Brief} -> {now.Output.Digest.Brief}",
            _ => "same output",
        };
        text.Append($"  {TextWidth.Clean(stage.Stage)}: {change}\n");
        foreach (var reason in stage.Reasons) text.Append($"    {TextWidth.Clean(reason)}\n");
        foreach (var metric in stage.Metrics) text.Append($"    {metric.Name} {Value(metric.Old)} -> {Value(metric.New)}{Step(metric)}\n");
    }

    private static string Value(double? value) => value is { } number ? Amounts.Of(number, 6) : "none";

    private static string Step(MetricDifference metric) => metric is { Old: { } old, New: { } now } ? $" ({(now >= old ? "+" : "")}{Amounts.Of(now - old)})" : "";

    private static string Describe(Snapshot? snapshot) => snapshot is null ? "none" : FormattableString.Invariant($"{snapshot.Content.Digest.Brief} ({snapshot.Size} bytes from {snapshot.Source})");
}
