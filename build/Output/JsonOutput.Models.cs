using System.Globalization;
using System.Text.Json;
using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Output;

/// <content>What targets print about models and their versions.</content>
internal static partial class JsonOutput
{
    /// <summary><c>levain.report/1</c>: where the pages of evaluations are.</summary>
    public static string Reports(IReadOnlyList<ReportedModel> reported, WrittenQuality? quality = null) => Document("levain.report/1", json =>
    {
        WriteArray(json, "reports", reported, each =>
        {
            json.WriteString("model", each.Model);
            json.WriteString("stage", each.Stage);
            WriteDigest(json, "output", each.Digest);
            json.WriteString("folder", each.Folder);
            json.WriteStartObject("metrics");
            foreach (var (name, value) in each.Metrics) WriteNumber(json, name, value);
            json.WriteEndObject();
        });
        if (quality is not null) json.WriteString("quality", quality.Folder);
    });

    /// <summary><c>levain.groups/1</c>: the groups of the registry.</summary>
    public static string Groups(IReadOnlyList<ModelGroup> groups) => Document("levain.groups/1", json => WriteArray(json, "groups", groups, group =>
    {
        json.WriteString("group", group.Name);
        json.WriteNumber("versions", group.Versions.Count);
        json.WriteNumber("pending", group.Versions.Count(version => version.State == VersionState.Pending));
        json.WriteStartObject("aliases");
        foreach (var (alias, number) in group.Aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal)) json.WriteNumber(alias, number);
        json.WriteEndObject();
    }));

    /// <summary><c>levain.versions/1</c>: the versions of a group and every move of its names.</summary>
    public static string Versions(ModelGroup group) => Document("levain.versions/1", json =>
    {
        json.WriteString("group", group.Name);
        WriteArray(json, "versions", group.Versions, version => WriteVersion(json, version));
        WriteArray(json, "moves", group.Moves, move =>
        {
            json.WriteString("alias", move.Alias);
            WriteCount(json, "from", move.From);
            WriteCount(json, "to", move.To);
            json.WriteString("at", Moment(move.At));
            json.WriteString("by", move.By);
            if (move.Why is { } why) json.WriteString("why", why);
            if (move.IsRollback) json.WriteBoolean("rollback", true);
        });
    });

    /// <summary><c>levain.version/1</c>: one version.</summary>
    public static string Decided(string group, ModelVersion version) => Document("levain.version/1", json =>
    {
        json.WriteString("group", group);
        WriteVersion(json, version);
    });

    /// <summary><c>levain.register/1</c>: what became of candidates.</summary>
    public static string Registered(IReadOnlyList<RegisteredRow> rows) => Document("levain.register/1", json => WriteArray(json, "registered", rows, row =>
    {
        json.WriteString("group", row.Candidate.Group);
        json.WriteBoolean("new", row.IsNew);
        json.WriteBoolean("passed", row.Candidate.Passed);
        WriteVersion(json, row.Version);
    }));

    /// <summary><c>levain.compare/1</c>: two versions side by side.</summary>
    public static string Compared(VersionComparing comparing) => Document("levain.compare/1", json =>
    {
        json.WriteString("group", comparing.Group.Name);
        json.WriteNumber("from", comparing.From.Number);
        json.WriteNumber("to", comparing.To.Number);
        json.WriteNumber("unknownStages", comparing.Unknown);
        WriteArray(json, "rows", comparing.Compared.Rows, row =>
        {
            json.WriteString("kind", ComparisonText.Word(row.Kind));
            json.WriteString("name", row.Name);
            json.WriteBoolean("differs", row.Differs);
            if (row.Kind == ComparedKind.Metric)
            {
                WriteNumber(json, "old", row.Numbers[0]);
                WriteNumber(json, "new", row.Numbers[^1]);
                WriteNumber(json, "change", row.Change);
            }
            else
            {
                json.WriteString("old", row.Values[0]);
                json.WriteString("new", row.Values[^1]);
            }
        });
    });

    private static void WriteVersion(Utf8JsonWriter json, ModelVersion version)
    {
        json.WriteNumber("version", version.Number);
        json.WriteString("state", RegistryText.Word(version.State));
        WriteTexts(json, "aliases", version.Aliases);
        json.WriteString("at", Moment(version.At));
        json.WriteString("by", version.By);
        if (version.Damage is { } damage) json.WriteString("damage", damage);
        WriteArray(json, "decisions", version.Decisions, decision =>
        {
            json.WriteString("what", decision.What);
            json.WriteString("at", Moment(decision.At));
            json.WriteString("by", decision.By);
            if (decision.Why is { } why) json.WriteString("why", why);
        });
        if (version.Record is { } record) WriteRecord(json, record);
    }

    private static void WriteRecord(Utf8JsonWriter json, VersionRecord record)
    {
        json.WriteString("pipeline", record.Pipeline);
        json.WriteString("section", record.Section);
        json.WriteString("stage", record.Stage);
        WriteDigest(json, "model", record.Model.Digest);
        WriteDigest(json, "evaluation", record.Evaluation?.Digest);
        WriteDigest(json, "provenance", record.Provenance);
        json.WriteString("commit", record.Commit);
        json.WriteBoolean("dirty", record.IsDirty);
        json.WriteNumber("approvalsNeeded", record.ApprovalsNeeded);
        json.WriteStartObject("metrics");
        foreach (var metric in record.Metrics)
        {
            json.WriteStartObject(metric.Name);
            WriteNumber(json, "value", metric.Value);
            if (metric.Low is { } low) WriteNumber(json, "low", low);
            if (metric.High is { } high) WriteNumber(json, "high", high);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteArray(json, "gates", record.Gates, gate =>
        {
            json.WriteString("metric", gate.Metric);
            if (gate.Value is { } value) WriteNumber(json, "value", value);
            json.WriteString("required", gate.Required);
            if (gate.Champion is { } champion) WriteNumber(json, "champion", champion);
            json.WriteBoolean("passed", gate.Passed);
            if (gate.Note is { } note) json.WriteString("note", note);
        });
        WriteArray(json, "stages", record.Stages, stage =>
        {
            json.WriteString("stage", stage.Name);
            WriteDigest(json, "key", stage.Key);
            WriteDigest(json, "output", stage.Output.Digest);
        });
        WriteArray(json, "data", record.Data, data =>
        {
            json.WriteString("snapshot", data.Name);
            WriteDigest(json, "digest", data.Digest);
        });
        json.WriteStartObject("tags");
        foreach (var tag in record.Tags) json.WriteString(tag.Name, tag.Value);
        json.WriteEndObject();
    }

    private static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
