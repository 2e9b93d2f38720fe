using System.Text;
using Levain.Building;
using Levain.Locks;

namespace Levain.Host.Output;

/// <summary>What differs between two revisions, stage by stage and snapshot by snapshot.</summary>
internal static class DiffText
{
    public static string Of(string model, IReadOnlyList<StageDifference> stages)
    {
        var text = new StringBuilder();
        foreach (var section in stages.GroupBy(stage => stage.Section))
        {
            text.Append($"{model} {section.Key}\n");
            foreach (var stage in section) Append(text, stage);
        }

        return text.ToString();
    }

    public static string Of(DataLock old, DataLock now)
    {
        var text = new StringBuilder();
        foreach (var name in old.Snapshots.Concat(now.Snapshots).Select(snapshot => (snapshot.Profile, snapshot.Name)).Distinct().Order())
        {
            var (left, right) = (old.Find(name.Profile, name.Name), now.Find(name.Profile, name.Name));
            if (left is not null && right is not null && left.Content == right.Content && left.Source == right.Source) continue;
            if (text.Length == 0) text.Append("data\n");
            text.Append($"  {name.Profile}/{name.Name}: {Describe(left)} -> {Describe(right)}\n");
        }

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
