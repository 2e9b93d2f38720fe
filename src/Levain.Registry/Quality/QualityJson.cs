using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Levain.Registry;

/// <summary>The quality of a group as JSON, one field after the other: it is a format that others read.</summary>
internal static class QualityJson
{
    private const int Format = 1;

    public static byte[] ToBytes(IReadOnlyList<ModelQuality> groups)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteStartArray("groups");
            foreach (var group in groups) Write(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    /// <summary>A moment in UTC, to the second.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, ModelQuality quality)
    {
        json.WriteStartObject();
        json.WriteString("group", quality.Group);
        Texts(json, "metrics", quality.Metrics);
        json.WriteStartObject("aliases");
        foreach (var (alias, version) in quality.Aliases) json.WriteNumber(alias, version);
        json.WriteEndObject();
        json.WriteStartArray("versions");
        foreach (var version in quality.Versions) Write(json, version);
        json.WriteEndArray();
        json.WriteStartArray("moves");
        foreach (var move in quality.Moves) Write(json, move);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QualityVersion version)
    {
        json.WriteStartObject();
        json.WriteNumber("version", version.Number);
        json.WriteString("state", Word(version.State));
        json.WriteString("at", Moment(version.At));
        json.WriteString("by", version.By);
        if (version.Why is not null) json.WriteString("why", version.Why);
        if (version.Aliases.Count > 0) Texts(json, "aliases", version.Aliases);
        if (version.Model is { } model) json.WriteString("model", model.Digest.ToString());
        if (version.Evaluation is { } evaluation) json.WriteString("evaluation", evaluation.Digest.ToString());
        if (version.Commit is not null) json.WriteString("commit", version.Commit);
        if (version.IsDirty) json.WriteBoolean("dirty", true);
        json.WriteStartObject("metrics");
        foreach (var metric in version.Metrics) Write(json, metric);
        json.WriteEndObject();
        if (version.Tags.Count > 0)
        {
            json.WriteStartObject("tags");
            foreach (var tag in version.Tags) json.WriteString(tag.Name, tag.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VersionMetric metric)
    {
        json.WriteStartObject(metric.Name);
        Number(json, "value", metric.Value);
        if (metric.Low is { } low) Number(json, "low", low);
        if (metric.High is { } high) Number(json, "high", high);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AliasMove move)
    {
        json.WriteStartObject();
        json.WriteString("alias", move.Alias);
        if (move.From is { } from) json.WriteNumber("from", from);
        if (move.To is { } to) json.WriteNumber("to", to);
        json.WriteString("at", Moment(move.At));
        json.WriteString("by", move.By);
        if (move.Why is not null) json.WriteString("why", move.Why);
        if (move.IsRollback) json.WriteBoolean("rollback", true);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    // JSON has no other numbers.
    private static void Number(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    public static string Word(VersionState state) => state switch
    {
        VersionState.Pending => "pending",
        VersionState.Approved => "approved",
        VersionState.Rejected => "rejected",
        _ => "damaged",
    };
}
