using System.Globalization;

namespace Levain.Registry.Tracking;

/// <summary>A run as it is read from its folder, for those who compare it with others.</summary>
internal static class FolderRun
{
    /// <summary>Null when the folder holds no run, or one that was deleted.</summary>
    public static TrackedRun? Read(string experiment, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "meta.yaml"))) return null;
        var meta = FlatYaml.Read(File.ReadAllText(Path.Combine(folder, "meta.yaml")));
        if (meta.GetValueOrDefault("lifecycle_stage") == "deleted" || Moment(meta, "start_time") is not { } start) return null;
        var tags = Entries(Path.Combine(folder, "tags")).ToDictionary(tag => tag.Name, tag => tag.Value, StringComparer.Ordinal);
        return new()
        {
            Experiment = experiment,
            Name = meta.GetValueOrDefault("run_name", ""),
            Identity = Digest.TryParse(tags.GetValueOrDefault(MlflowTags.Identity), out var identity) ? identity : default,
            Id = Path.GetFileName(folder),
            Parent = tags.GetValueOrDefault(MlflowTags.Parent),
            Status = Enum.TryParse<RunStatus>(meta.GetValueOrDefault("status"), out var status) && Enum.IsDefined(status) ? status : RunStatus.Running,
            Start = start,
            End = Moment(meta, "end_time"),
            User = tags.GetValueOrDefault(MlflowTags.User, ""),
            Source = tags.GetValueOrDefault(MlflowTags.Source, ""),
            Parameters = [.. Entries(Path.Combine(folder, "params"))],
            Metrics = [.. Entries(Path.Combine(folder, "metrics")).Select(metric => new RunMetric(metric.Name, [.. metric.Value.Split('\n').Select(Point).OfType<MetricPoint>()]))],
            Tags = [.. tags.Where(tag => !tag.Key.StartsWith("levain.", StringComparison.Ordinal) && (!tag.Key.StartsWith("mlflow.", StringComparison.Ordinal) || tag.Key == "mlflow.note.content")).Select(tag => new RunEntry(tag.Key, tag.Value)).OrderBy(tag => tag.Name, StringComparer.Ordinal)],
            Datasets = [.. Digests(tags, MlflowTags.DataPrefix).Select(data => new RunDataset(data.Key, data.Value))],
            Lineage = new()
            {
                Commit = tags.GetValueOrDefault(MlflowTags.Commit),
                Branch = tags.GetValueOrDefault(MlflowTags.Branch),
                IsDirty = tags.GetValueOrDefault(MlflowTags.Dirty) == "true",
                Stages = [.. Stages(tags)],
            },
        };
    }

    private static IEnumerable<VersionStage> Stages(Dictionary<string, string> tags)
    {
        var outputs = Digests(tags, MlflowTags.OutputPrefix);
        foreach (var (stage, key) in Digests(tags, MlflowTags.KeyPrefix))
            if (outputs.TryGetValue(stage, out var output)) yield return new(stage, key, Content.File(output));
    }

    private static SortedDictionary<string, Digest> Digests(Dictionary<string, string> tags, string prefix)
    {
        var found = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
            if (name.StartsWith(prefix, StringComparison.Ordinal) && Digest.TryParse(value, out var digest)) found[name[prefix.Length..]] = digest;
        return found;
    }

    private static IEnumerable<RunEntry> Entries(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => new RunEntry(Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(file))).OrderBy(entry => entry.Name, StringComparer.Ordinal);

    // `time value` or `time value step`; a line that is cut is none.
    private static MetricPoint? Point(string line)
    {
        var words = line.Trim().Split(' ');
        if (words.Length is not (2 or 3) || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var millis) || millis > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return null;
        long step = 0;
        if (words.Length == 3 && !long.TryParse(words[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step)) return null;
        double? value = words[1] switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
        return value is { } known ? new(known, DateTimeOffset.FromUnixTimeMilliseconds(millis), step) : null;
    }

    private static DateTimeOffset? Moment(IReadOnlyDictionary<string, string> meta, string name) =>
        long.TryParse(meta.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var millis) && millis <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null;
}
