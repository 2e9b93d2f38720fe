using System.Text.Json;

namespace Levain.Registry;

/// <summary>The figures of an evaluation, as its <c>metrics.json</c> tells them.</summary>
public sealed class EvaluationFigures
{
    private readonly Dictionary<(GateSplit, string), VersionMetric> metrics = [];
    private readonly Dictionary<string, List<SliceFigures>> slices = new(StringComparer.Ordinal);

    private EvaluationFigures()
    {
    }

    /// <summary>The metrics of the test rows, sorted by name.</summary>
    public IReadOnlyList<VersionMetric> Test => [.. metrics.Where(metric => metric.Key.Item1 == GateSplit.Test).Select(metric => metric.Value).OrderBy(metric => metric.Name, StringComparer.Ordinal)];

    /// <summary>The columns by whose values the test rows were measured apart.</summary>
    public IReadOnlyCollection<string> Slices => slices.Keys;

    /// <summary>A metric, or null where it has no value.</summary>
    public VersionMetric? Find(GateSplit split, string name) => metrics.GetValueOrDefault((split, name));

    /// <summary>What was measured for each value of a column; empty when it was not measured apart.</summary>
    public IReadOnlyList<SliceFigures> Slice(string column) => slices.TryGetValue(column, out var found) ? found : [];

    /// <summary>Reads what an evaluation says of itself.</summary>
    public static EvaluationFigures Parse(string json)
    {
        var figures = new EvaluationFigures();
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 16 });
            var root = document.RootElement;
            figures.Add(GateSplit.Test, root);
            if (root.TryGetProperty("splits", out var splits))
            {
                if (splits.TryGetProperty("validation", out var validation)) figures.Add(GateSplit.Validation, validation);
                if (splits.TryGetProperty("training", out var training)) figures.Add(GateSplit.Training, training);
            }

            if (root.TryGetProperty("slices", out var columns))
                foreach (var column in columns.EnumerateObject()) figures.slices[column.Name] = [.. column.Value.EnumerateArray().Select(SliceOf)];
            return figures;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new BuildException("the metrics of the evaluation cannot be read", "build it again with `--target Train`", error);
        }
    }

    private void Add(GateSplit split, JsonElement of)
    {
        foreach (var metric in Metrics(of)) metrics[(split, metric.Name)] = metric;
    }

    private static SliceFigures SliceOf(JsonElement slice) => new(slice.GetProperty("value").GetString(), slice.GetProperty("rows").GetInt64(), [.. Metrics(slice)]);

    private static IEnumerable<VersionMetric> Metrics(JsonElement of)
    {
        foreach (var metric in of.GetProperty("metrics").EnumerateObject())
            if (metric.Value.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number)
                yield return new(metric.Name, value.GetDouble()) { Low = Optional(metric.Value, "low"), High = Optional(metric.Value, "high") };
    }

    private static double? Optional(JsonElement metric, string name) => metric.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}

/// <summary>What was measured for the rows of one value.</summary>
/// <param name="Value">Null for the rows that have none.</param>
public sealed record SliceFigures(string? Value, long Rows, IReadOnlyList<VersionMetric> Metrics);
