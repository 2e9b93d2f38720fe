using System.Globalization;

namespace Levain.Registry;

/// <summary>What was compared.</summary>
public enum ComparedKind
{
    Parameter,
    Metric,
    Tag,
    Dataset,
}

/// <summary>One name side by side in all runs that are compared.</summary>
/// <param name="Values">In the order of the runs; null where a run has none.</param>
public sealed record ComparedRow(ComparedKind Kind, string Name, IReadOnlyList<string?> Values)
{
    /// <summary>For metrics: the last value in each run; null where there is none.</summary>
    public IReadOnlyList<double?> Numbers { get; init; } = [];

    /// <summary>Whether the runs are not all the same.</summary>
    public bool Differs => Values.Any(value => value != Values[0]);

    /// <summary>By how much a metric of the last run lies above that of the first; null where one has none.</summary>
    public double? Change => Numbers.Count > 1 && Numbers[0] is { } first && Numbers[^1] is { } last ? last - first : null;
}

/// <summary>A metric over its steps in each run, for a plot.</summary>
/// <param name="Points">In the order of the runs; empty where a run has none.</param>
public sealed record ComparedCurve(string Name, IReadOnlyList<IReadOnlyList<MetricPoint>> Points);

/// <summary>Two or more runs side by side: parameters, metrics, tags and data, what differs first.</summary>
public sealed class RunComparison
{
    private RunComparison(IReadOnlyList<TrackedRun> runs, IReadOnlyList<ComparedRow> rows, IReadOnlyList<ComparedCurve> curves) => (Runs, Rows, Curves) = (runs, rows, curves);

    public IReadOnlyList<TrackedRun> Runs { get; }

    /// <summary>What differs, then what does not; within each by kind and name.</summary>
    public IReadOnlyList<ComparedRow> Rows { get; }

    /// <summary>Metrics that some run has more than once, by name.</summary>
    public IReadOnlyList<ComparedCurve> Curves { get; }

    public static RunComparison Of(params IReadOnlyList<TrackedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count < 2) throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"{runs.Count} run{(runs.Count == 1 ? "" : "s")} cannot be compared"), "name two or more");
        List<ComparedRow> rows = [.. Texts(ComparedKind.Parameter, runs, run => run.Parameters), .. Metrics(runs), .. Texts(ComparedKind.Tag, runs, Tags), .. Texts(ComparedKind.Dataset, runs, run => run.Datasets.Select(data => new RunEntry(data.Name, data.Digest.ToString())))];
        return new(runs, [.. rows.OrderBy(row => !row.Differs).ThenBy(row => row.Kind).ThenBy(row => row.Name, StringComparer.Ordinal)], Curve(runs));
    }

    // What the run came from is no tag of the user, and is what people look for first when two runs differ.
    private static IEnumerable<RunEntry> Tags(TrackedRun run)
    {
        foreach (var tag in run.Tags) yield return tag;
        if (run.Lineage.Commit is { } commit) yield return new("commit", run.Lineage.IsDirty ? $"{commit} and changes" : commit);
        foreach (var stage in run.Lineage.Stages) yield return new($"output of {stage.Name}", stage.Output.ToString());
    }

    private static IEnumerable<ComparedRow> Texts(ComparedKind kind, IReadOnlyList<TrackedRun> runs, Func<TrackedRun, IEnumerable<RunEntry>> of)
    {
        var found = runs.Select(run => Last(of(run), entry => entry.Name)).ToList();
        return Names(found).Select(name => new ComparedRow(kind, name, [.. found.Select(each => each.GetValueOrDefault(name)?.Value)]));
    }

    private static IEnumerable<ComparedRow> Metrics(IReadOnlyList<TrackedRun> runs)
    {
        var found = runs.Select(run => Last(run.Metrics.Where(metric => metric.Last is not null), metric => metric.Name)).ToList();
        foreach (var name in Names(found))
        {
            List<double?> numbers = [.. found.Select(each => each.GetValueOrDefault(name)?.Last!.Value)];
            yield return new(ComparedKind.Metric, name, [.. numbers.Select(number => number?.ToString("R", CultureInfo.InvariantCulture))]) { Numbers = numbers };
        }
    }

    private static List<ComparedCurve> Curve(IReadOnlyList<TrackedRun> runs)
    {
        var found = runs.Select(run => Last(run.Metrics, metric => metric.Name)).ToList();
        return [.. Names(found).Where(name => found.Any(each => each.GetValueOrDefault(name)?.Points.Count > 1)).Select(name => new ComparedCurve(name, [.. found.Select(each => each.GetValueOrDefault(name)?.Points ?? [])]))];
    }

    // Where a run has a name twice, the last counts, as it does for MLflow.
    private static Dictionary<string, T> Last<T>(IEnumerable<T> entries, Func<T, string> name)
    {
        var last = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in entries) last[name(entry)] = entry;
        return last;
    }

    private static SortedSet<string> Names<T>(IEnumerable<Dictionary<string, T>> found) => new(found.SelectMany(each => each.Keys), StringComparer.Ordinal);
}
