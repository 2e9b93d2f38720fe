using System.Globalization;
using System.Text.Json;

namespace Levain.Registry.Tracking;

/// <summary>What is to be logged, in pieces that a server takes at once: 1000 metrics, 100 parameters, 100 tags, 1000 in all, and a million bytes.</summary>
internal sealed class RunBatches
{
    private const int MostMetrics = 1000, MostParameters = 100, MostTags = 100, MostInAll = 1000, MostBytes = 900_000;

    private readonly List<string> notices = [];
    private readonly List<Item> items = [];

    /// <param name="there">What the server has of it already; null when it has nothing.</param>
    public RunBatches(TrackedRun run, string? parent, ServerRun? there, ValueLimits limits)
    {
        var tags = MlflowTags.Of(run, parent).Where(tag => tag.Name != MlflowTags.Name).ToList();
        Entries("params", "parameter", run.Parameters, limits.Parameter, there?.Parameters, mayChange: false);
        Entries("tags", "tag", tags, limits.Tag, there?.Tags, mayChange: true);
        Metrics(run.Metrics.Where(metric => metric.Points.Count > 0).ToList(), there);
    }

    public IReadOnlyList<string> Notices => notices;

    /// <summary>The fields of each call beside the run's id.</summary>
    public IEnumerable<Action<Utf8JsonWriter>> Calls()
    {
        for (var start = 0; start < items.Count;)
        {
            var end = EndOf(start);
            var some = items[start..end];
            start = end;
            yield return writer =>
            {
                foreach (var kind in some.GroupBy(item => item.Kind, StringComparer.Ordinal))
                {
                    writer.WriteStartArray(kind.Key);
                    foreach (var item in kind) writer.WriteRawValue(item.Json, skipInputValidation: true);
                    writer.WriteEndArray();
                }
            };
        }
    }

    private int EndOf(int start)
    {
        var bytes = 0;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = start; i < items.Count; i++)
        {
            var kind = items[i].Kind;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            bytes += items[i].Json.Length + 1;
            var most = kind switch { "metrics" => MostMetrics, "params" => MostParameters, _ => MostTags };
            if (i > start && (bytes > MostBytes || counts[kind] > most || i - start >= MostInAll)) return i;
        }

        return items.Count;
    }

    private void Entries(string kind, string word, IReadOnlyList<RunEntry> entries, int longest, IReadOnlyDictionary<string, string>? there, bool mayChange)
    {
        var names = MlflowNames.Of(entries.Select(entry => entry.Name));
        // The last of a name counts: a call must not hold one twice.
        foreach (var entry in entries.Reverse().DistinctBy(entry => entry.Name, StringComparer.Ordinal).Reverse())
        {
            var (name, value) = (names[entry.Name], MlflowNames.Cut(entry.Value, longest));
            if (value.Length < entry.Value.Length) notices.Add(string.Create(CultureInfo.InvariantCulture, $"{word} `{Shown(entry.Name)}` has {entry.Value.Length} characters: the server keeps the first {value.Length}"));
            if (there?.GetValueOrDefault(name) is { } old)
            {
                if (old == value) continue;
                if (!mayChange)
                {
                    notices.Add($"{word} `{Shown(entry.Name)}` stays as the server has it: a server changes none");
                    continue;
                }
            }

            items.Add(new(kind, MlflowApi.Json(writer =>
            {
                writer.WriteString("key", name);
                writer.WriteString("value", value);
            })));
        }
    }

    private void Metrics(IReadOnlyList<RunMetric> metrics, ServerRun? there)
    {
        var names = MlflowNames.Of(metrics.Select(metric => metric.Name));
        foreach (var metric in metrics)
        {
            var name = names[metric.Name];
            var last = metric.Last!;
            // A server adds what it gets to what it has. The last point is sent last, so where that is, the others are.
            if (there?.Metrics.TryGetValue(name, out var old) == true && old.Step == last.Step && old.At == MlflowFolder.Millis(last.At) && (old.Value.Equals(last.Value) || double.IsInfinity(last.Value))) continue;
            foreach (var point in metric.Points.OrderBy(point => (point.Step, point.At))) items.Add(new("metrics", MlflowApi.Json(writer => Point(writer, name, point))));
        }
    }

    private static void Point(Utf8JsonWriter writer, string name, MetricPoint point)
    {
        writer.WriteString("key", name);
        if (double.IsFinite(point.Value)) writer.WriteNumber("value", point.Value);
        else writer.WriteString("value", double.IsNaN(point.Value) ? "NaN" : point.Value > 0 ? "Infinity" : "-Infinity");
        writer.WriteNumber("timestamp", MlflowFolder.Millis(point.At));
        writer.WriteNumber("step", point.Step);
    }

    private static string Shown(string name) => name.Length <= 60 ? name : $"{MlflowNames.Cut(name, 60)}…";

    private readonly record struct Item(string Kind, byte[] Json);
}
