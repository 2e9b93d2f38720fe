using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Levain.Tables;

/// <summary>A manifest as JSON: the same manifest gives the same bytes.</summary>
internal static class ManifestJson
{
    private const string Format = "levain.feature-group/1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static byte[] Write(GroupManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            WriteDefinition(json, manifest.Definition);
            json.WriteStartArray("parts");
            foreach (var part in manifest.Parts) WritePart(json, part);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static GroupManifest Read(ReadOnlyMemory<byte> bytes, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() is var format && format != Format) throw new BuildException($"`{where}` is of format `{format}`, which this version does not know", $"it knows `{Format}`");
            return new(ReadDefinition(root), [.. root.GetProperty("parts").EnumerateArray().Select(ReadPart)]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BuildException($"`{where}` is no manifest of a feature group: {error.Message.Split('\n')[0].TrimEnd('.')}", inner: error);
        }
    }

    private static void WriteDefinition(Utf8JsonWriter json, FeatureGroupDefinition definition)
    {
        json.WriteString("name", definition.Name);
        if (definition.Description is not null) json.WriteString("description", definition.Description);
        json.WriteString("recordIdentifier", definition.RecordIdentifier);
        json.WriteString("eventTime", definition.EventTime);
        json.WriteStartArray("features");
        foreach (var feature in definition.Features)
        {
            json.WriteStartObject();
            json.WriteString("name", feature.Name);
            json.WriteString("type", feature.Type.ToString());
            json.WriteBoolean("required", definition.Requires(feature.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static FeatureGroupDefinition ReadDefinition(JsonElement root) => new FeatureGroupDefinition
    {
        Name = Text(root, "name"),
        Description = root.TryGetProperty("description", out var description) ? description.GetString() : null,
        RecordIdentifier = Text(root, "recordIdentifier"),
        EventTime = Text(root, "eventTime"),
        Features = [.. root.GetProperty("features").EnumerateArray().Select(feature => new FeatureDefinition(Text(feature, "name"), FeatureTypeName.Parse(Text(feature, "type"))) { IsRequired = feature.GetProperty("required").GetBoolean() })],
    }.Checked();

    private static void WritePart(Utf8JsonWriter json, FeaturePart part)
    {
        json.WriteStartObject();
        json.WriteString("run", part.Run);
        json.WriteString("digest", part.Digest.ToString());
        json.WriteNumber("rows", part.Rows);
        if (part.IsDeletion) json.WriteBoolean("deletion", true);
        json.WriteStartArray("features");
        foreach (var feature in part.Features) json.WriteStringValue(feature);
        json.WriteEndArray();
        WriteTime(json, "first", part.First);
        WriteTime(json, "last", part.Last);
        WriteTime(json, "writeTime", part.WriteTime);
        json.WriteEndObject();
    }

    private static FeaturePart ReadPart(JsonElement part) => new()
    {
        Run = Text(part, "run"),
        Digest = Digest.Parse(Text(part, "digest")),
        Rows = part.GetProperty("rows").GetInt64(),
        IsDeletion = part.TryGetProperty("deletion", out var deletion) && deletion.GetBoolean(),
        Features = [.. part.GetProperty("features").EnumerateArray().Select(feature => feature.GetString()!)],
        First = Time(part, "first"),
        Last = Time(part, "last"),
        WriteTime = Time(part, "writeTime"),
    };

    private static void WriteTime(Utf8JsonWriter json, string name, Timestamp? time)
    {
        if (time is { } there) json.WriteString(name, there.ToDateTime().ToString(TimeFormat, CultureInfo.InvariantCulture));
    }

    private static Timestamp? Time(JsonElement part, string name) =>
        part.TryGetProperty(name, out var time) ? Timestamp.From(DateTime.ParseExact(time.GetString()!, TimeFormat, CultureInfo.InvariantCulture)) : null;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"`{name}` is null");
}
