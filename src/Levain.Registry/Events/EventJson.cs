using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Levain.Registry.Events;

/// <summary>Events as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, MaxDepth = 16, UseStringEnumConverter = true, Converters = [typeof(DigestJson), typeof(ContentJson), typeof(MomentJson)])]
[JsonSerializable(typeof(RegistryEvent))]
[JsonSerializable(typeof(VersionRecord))]
internal sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with letters of any script as they are.</summary>
    public static EventJson Plain => field ??= new(new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

internal sealed class DigestJson : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("no digest");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A digest, with <c>tree:</c> before it where it names a tree of files.</summary>
internal sealed class ContentJson : JsonConverter<Content>
{
    private const string TreePrefix = "tree:";

    public override Content Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        var isTree = text.StartsWith(TreePrefix, StringComparison.Ordinal);
        return Digest.TryParse(isTree ? text[TreePrefix.Length..] : text, out var digest) ? new(digest, isTree) : throw new JsonException("no digest");
    }

    public override void Write(Utf8JsonWriter writer, Content value, JsonSerializerOptions options) => writer.WriteStringValue(value.IsTree ? $"{TreePrefix}{value.Digest}" : value.Digest.ToString());
}

/// <summary>A moment in UTC with seconds: finer ones only tempt people to sort by them.</summary>
internal sealed class MomentJson : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.TryParseExact(reader.GetString(), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : throw new JsonException("no moment");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture));
}
