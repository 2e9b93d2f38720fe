using System.Text.Json;
using System.Text.Json.Serialization;

namespace Levain.Registry.Events;

/// <summary>The record of a version as it is kept. It is understood when somebody asks for it: of ten thousand versions a list shows twenty.</summary>
[JsonConverter(typeof(RecordTextJson))]
internal sealed class RecordText
{
    private readonly Lazy<VersionRecord> record;

    public RecordText(VersionRecord record) => this.record = new(record);

    public RecordText(JsonElement json) => record = new(() => Parse(json), LazyThreadSafetyMode.PublicationOnly);

    public VersionRecord Record => record.Value;

    private static VersionRecord Parse(JsonElement json)
    {
        try
        {
            return json.Deserialize(EventJson.Default.VersionRecord) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new BuildException("the registry holds a version that cannot be understood", "a newer Levain may have written it: update Levain", error);
        }
    }
}

internal sealed class RecordTextJson : JsonConverter<RecordText>
{
    public override RecordText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, RecordText value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Record, EventJson.Plain.VersionRecord);
}
