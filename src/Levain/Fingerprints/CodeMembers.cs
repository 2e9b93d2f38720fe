using System.Buffers;
using System.Text.Json;

namespace Levain.Fingerprints;

/// <summary>The list of reached members as JSON: <c>{"version":1,"members":[["name","sha256:…","reached from"],…]}</c>.</summary>
public static class CodeMembers
{
    public static byte[] Write(IReadOnlyList<CodeMember> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("version", CodeFingerprint.Version);
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            json.WriteStartArray();
            json.WriteStringValue(member.Name);
            json.WriteStringValue(member.Digest.ToString());
            if (member.ReachedFrom is null) json.WriteNullValue();
            else json.WriteStringValue(member.ReachedFrom);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<CodeMember> Read(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            Expect(ref json, JsonTokenType.StartObject);
            ExpectName(ref json, "version");
            Expect(ref json, JsonTokenType.Number);
            if (json.GetInt32() != CodeFingerprint.Version) throw new BuildException($"a list of code members has version {json.GetInt32()}, and this build reads {CodeFingerprint.Version}", "use the version of the build that wrote it");
            ExpectName(ref json, "members");
            Expect(ref json, JsonTokenType.StartArray);
            List<CodeMember> members = [];
            while (json.Read() && json.TokenType == JsonTokenType.StartArray) members.Add(Member(ref json));
            if (json.TokenType != JsonTokenType.EndArray) throw new JsonException("a member is a list of three");
            Expect(ref json, JsonTokenType.EndObject);
            return json.Read() ? throw new JsonException("more follows the end") : members;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new BuildException($"a list of code members is damaged: {e.Message}", inner: e);
        }
    }

    private static CodeMember Member(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.String);
        var name = json.GetString()!;
        Expect(ref json, JsonTokenType.String);
        var digest = Digest.Parse(json.GetString()!);
        if (!json.Read() || json.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw new JsonException("a member says last where it was reached from");
        var from = json.GetString();
        Expect(ref json, JsonTokenType.EndArray);
        return new CodeMember(name, digest, from);
    }

    private static void ExpectName(ref Utf8JsonReader json, string name)
    {
        Expect(ref json, JsonTokenType.PropertyName);
        if (!json.ValueTextEquals(name)) throw new JsonException($"expected `{name}`, not `{json.GetString()}`");
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type) throw new JsonException($"expected {type} at byte {json.TokenStartIndex}");
    }
}
