using System.Buffers;
using System.Text.Json;

namespace Levain.Fingerprints;

/// <summary>
/// The list of reached members as JSON: <c>{"version":2,"members":[["name","sha256:…","reached from"],["name","sha256:…",null,"sha256:…",["7.32","\"age\""]],…]}</c>,
/// with the digest of the rest and the literals where a member has any. Version 1 had no literals.
/// </summary>
public static class CodeMembers
{
    private const int Version = 2;

    public static byte[] Write(IReadOnlyList<CodeMember> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            json.WriteStartArray();
            json.WriteStringValue(member.Name);
            json.WriteStringValue(member.Digest.ToString());
            if (member.ReachedFrom is null) json.WriteNullValue();
            else json.WriteStringValue(member.ReachedFrom);
            if (member.Literals is { } literals) Write(json, literals);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CodeLiterals literals)
    {
        json.WriteStringValue(literals.Rest.ToString());
        json.WriteStartArray();
        foreach (var value in literals.Values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static IReadOnlyList<CodeMember> Read(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            Expect(ref json, JsonTokenType.StartObject);
            ExpectName(ref json, "version");
            Expect(ref json, JsonTokenType.Number);
            var version = json.GetInt32();
            if (version is < 1 or > Version) throw new BuildException($"a list of code members has version {version}, and this build reads {Version}", "use the version of the build that wrote it");
            ExpectName(ref json, "members");
            Expect(ref json, JsonTokenType.StartArray);
            List<CodeMember> members = [];
            while (json.Read() && json.TokenType == JsonTokenType.StartArray) members.Add(Member(ref json, version));
            if (json.TokenType != JsonTokenType.EndArray) throw new JsonException("a member is a list");
            Expect(ref json, JsonTokenType.EndObject);
            return json.Read() ? throw new JsonException("more follows the end") : members;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new BuildException($"a list of code members is damaged: {e.Message}", inner: e);
        }
    }

    private static CodeMember Member(ref Utf8JsonReader json, int version)
    {
        Expect(ref json, JsonTokenType.String);
        var name = json.GetString()!;
        Expect(ref json, JsonTokenType.String);
        var digest = Digest.Parse(json.GetString()!);
        if (!json.Read() || json.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw new JsonException("a member says last where it was reached from");
        var from = json.GetString();
        if (!json.Read()) throw new JsonException("a member has no end");
        if (json.TokenType == JsonTokenType.EndArray) return new CodeMember(name, digest, from);
        if (version < 2 || json.TokenType != JsonTokenType.String) throw new JsonException("a member has more than it should");
        var literals = Literals(ref json);
        Expect(ref json, JsonTokenType.EndArray);
        return new CodeMember(name, digest, from) { Literals = literals };
    }

    private static CodeLiterals Literals(ref Utf8JsonReader json)
    {
        var rest = Digest.Parse(json.GetString()!);
        Expect(ref json, JsonTokenType.StartArray);
        List<string> values = [];
        while (json.Read() && json.TokenType == JsonTokenType.String && values.Count < CodeLiterals.Most) values.Add(json.GetString()!);
        if (json.TokenType != JsonTokenType.EndArray || values.Count == 0) throw new JsonException($"the literals of a member are 1 to {CodeLiterals.Most} strings");
        return new CodeLiterals(rest, values);
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
