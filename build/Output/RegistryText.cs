using System.Globalization;
using System.Text;
using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>The registry of models, as people read it.</summary>
internal static class RegistryText
{
    private const int MostVersions = 20, MostMetrics = 3;

    public static string Groups(IReadOnlyList<ModelGroup> groups, string place, Terminal terminal)
    {
        if (groups.Count == 0) return $"nothing is registered in {TextWidth.Clean(place)}: `--target Register` does that\n";
        return PlainTable.Of(["group", "versions>", "latest", "production", "waiting>", "last change"], [.. groups.Select(group => (IReadOnlyList<string>)
        [
            group.Name,
            Number(group.Versions.Count),
            group.Versions is [.., var latest] ? $"{Number(latest.Number)} {Word(latest.State)}" : "",
            group.At(ModelGroup.Production) is { } production ? Number(production.Number) : "none",
            Number(group.Versions.Count(version => version.State == VersionState.Pending)),
            group.Versions.Count > 0 ? Time(LastChange(group)) : "",
        ])], terminal);
    }

    public static string Versions(ModelGroup group, Terminal terminal)
    {
        if (group.Versions.Count == 0) return $"group {TextWidth.Clean(group.Name)} has no versions: `--target Register` makes one\n";
        var shown = group.Versions.Reverse().Take(MostVersions).ToList();
        // What gates look at first.
        var records = shown.Select(version => version.Record).OfType<VersionRecord>().ToList();
        var named = records.SelectMany(record => record.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        var metrics = records.SelectMany(record => record.Gates).Select(gate => gate.Metric).Where(named.Contains).Concat(records.SelectMany(record => record.Metrics).Select(metric => metric.Name)).Distinct(StringComparer.Ordinal).Take(MostMetrics).ToList();
        var table = PlainTable.Of(["version>", "state", "aliases", .. metrics.Select(name => $"{name}>"), "model", "registered", "by"], [.. shown.Select(version => (IReadOnlyList<string>)
        [
            Number(version.Number),
            Word(version.State),
            string.Join(", ", version.Aliases),
            .. metrics.Select(name => version.Record?.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? Amounts.Of(metric.Value, 4) : ""),
            version.Record?.Model.Digest.Brief ?? "",
            Time(version.At),
            version.By,
        ])], terminal, row => ToneOf(shown[row].State));
        return group.Versions.Count <= MostVersions ? table : table + $"and {Number(group.Versions.Count - MostVersions)} older ones: `--json` lists all\n";
    }

    public static string Version(ModelGroup group, ModelVersion version, Terminal terminal)
    {
        var text = new StringBuilder();
        text.Append(Paint.Of(TextWidth.Clean($"{group.Name} version {Number(version.Number)}"), Tone.Heading, terminal.Colour)).Append($": {Word(version.State)}{(version.Aliases.Count > 0 ? $", {TextWidth.Clean(string.Join(", ", version.Aliases))}" : "")}\n");
        if (version.Record is not { } record) return text.Append($"{TextWidth.Clean(version.Damage ?? "")}\n").ToString();

        List<(string Name, string Value)> facts =
        [
            ("model", record.Model.Digest.ToString()),
            ("made by", $"{record.Stage} of {record.Pipeline}, {record.Section}"),
            ("evaluation", record.Evaluation?.Digest.ToString() ?? "none"),
            ("commit", record.Commit is null ? "none" : record.IsDirty ? $"{record.Commit}, with changes that are not committed" : record.Commit),
            ("statement", record.Provenance?.ToString() ?? "none"),
            ("registered", $"{Time(version.At)} by {version.By}"),
            .. record.Data.Select(data => ("data", $"{data.Name} {data.Digest}")),
            .. record.Tags.Select(tag => (tag.Name, TextWidth.Cut(tag.Value, 100))),
            .. version.Decisions.Select(decision => (decision.What, $"{Time(decision.At)} by {decision.By}{(decision.Why is null ? "" : $": {decision.Why}")}")),
        ];
        var width = facts.Max(fact => TextWidth.Of(fact.Name));
        foreach (var (name, value) in facts) text.Append("  ").Append(TextWidth.Pad(TextWidth.Clean(name), width)).Append("  ").Append(TextWidth.Clean(value)).Append('\n');
        text.Append('\n').Append(PlainTable.Of(["metric", "value>", "95 % interval"], [.. record.Metrics.Select(metric => (IReadOnlyList<string>)[metric.Name, Amounts.Of(metric.Value, 4), metric is { Low: { } low, High: { } high } ? $"{Amounts.Of(low, 4)} to {Amounts.Of(high, 4)}" : ""])], terminal));
        if (record.Gates.Count > 0) text.Append('\n').Append(Gates(record, terminal));
        return text.ToString();
    }

    public static string Registered(IReadOnlyList<RegisteredRow> rows, string place, Terminal terminal)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            // What they found now, and not when the same build was registered first.
            if (row.Candidate.Record is { Gates.Count: > 0 } record) text.Append(Gates(record, terminal));
            var state = row.Version.State switch
            {
                VersionState.Pending => $"waits for approval: `--target Approve --group {row.Candidate.Group} --version {Number(row.Version.Number)}`",
                VersionState.Rejected => row.Version.Record?.IsRefused == true ? "rejected by a gate" : "rejected",
                var other => Word(other),
            };
            text.Append(Paint.Of(TextWidth.Clean($"{row.Candidate.Group} version {Number(row.Version.Number)}{(row.IsNew ? "" : ", registered before,")} {(row.Version.State == VersionState.Pending ? state : $"is {state}")}"), ToneOf(row.Version.State), terminal.Colour)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The table of the gates: metric, value, required, champion.</summary>
    public static string Gates(VersionRecord record, Terminal terminal) => PlainTable.Of(["gate", "value>", "required", "champion>", "", ""], [.. record.Gates.Select(gate => (IReadOnlyList<string>)
    [
        gate.Metric,
        gate.Value is { } value ? Amounts.Of(value, 4) : "none",
        gate.Required,
        gate.Champion is { } champion ? Amounts.Of(champion, 4) : "",
        gate.Passed ? "passed" : "failed",
        gate.Note ?? "",
    ])], terminal, row => record.Gates[row].Passed ? Tone.Good : Tone.Bad);

    /// <summary>Says what is damaged, on standard error: the rest was shown all the same.</summary>
    public static void TellDamage(ModelRegistry registry)
    {
        foreach (var sentence in registry.Damage) Console.Error.WriteLine($"warning: {TextWidth.Clean(sentence)}; the other versions are not touched by it");
    }

    public static string Word(VersionState state) => state switch
    {
        VersionState.Pending => "pending",
        VersionState.Approved => "approved",
        VersionState.Rejected => "rejected",
        _ => "damaged",
    };

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset LastChange(ModelGroup group) => group.Versions.Max(version => version.Decisions is [.., var last] && last.At > version.At ? last.At : version.At);

    public static Tone ToneOf(VersionState state) => state switch { VersionState.Approved => Tone.Good, VersionState.Pending => Tone.Open, VersionState.Rejected => Tone.Quiet, _ => Tone.Bad };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
