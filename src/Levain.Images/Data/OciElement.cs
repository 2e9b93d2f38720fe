using System.Text.Json;

namespace Levain.Images;

/// <summary>An object of somebody else's JSON, read with the question what it should be.</summary>
/// <param name="what">For messages, such as <c>manifest `sha256:…`</c>.</param>
internal sealed class OciElement(JsonElement json, string what)
{
    /// <summary>Reads a whole document. Names that are not known are passed over, as the specification asks; a name that comes twice is refused.</summary>
    public static T Parse<T>(ReadOnlyMemory<byte> content, string what, int mostBytes, Func<OciElement, T> read)
    {
        if (content.Length > mostBytes) throw new OciFormatException($"the {what} has {content.Length} bytes: more than {mostBytes} are not read");
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = OciLimits.JsonDepth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(new OciElement(document.RootElement, what))
                : throw new OciFormatException($"the {what} is not a JSON object");
        }
        // The second is what texts that are not UTF-8 throw when they are asked for.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new OciFormatException($"the {what} is not JSON that can be read", inner: error);
        }
    }

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } found => Short(name, found.GetString()!),
        _ => throw Wrong(name, "it is not a text"),
    };

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Lacks(name);

    public string? MediaType(string name) => Text(name) switch
    {
        null or "" => null,
        var type => Images.MediaTypes.IsWellFormed(type) ? type : throw Wrong(name, "it is not a media type"),
    };

    public long Number(string name) => Find(name) switch
    {
        null => throw Lacks(name),
        { ValueKind: JsonValueKind.Number } found when found.TryGetInt64(out var number) => number,
        _ => throw Wrong(name, "it is not a whole number"),
    };

    public Digest DigestOf(string name) => Digest.TryParse(Required(name), out var digest) && !digest.IsNone ? digest : throw Wrong(name, "it is not `sha256:` and 64 lower-case hex digits");

    public OciElement? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } found => new OciElement(found, what),
        _ => throw Wrong(name, "it is not an object"),
    };

    public IReadOnlyList<OciElement>? Objects(string name) => List(name) is not { } items ? null : [.. items.Select(item =>
        item.ValueKind == JsonValueKind.Object ? new OciElement(item, what) : throw Wrong(name, "an item of it is not an object"))];

    public IReadOnlyList<string>? Texts(string name) => List(name) is not { } items ? null : [.. items.Select(item =>
        item.ValueKind == JsonValueKind.String ? Short(name, item.GetString()!) : throw Wrong(name, "an item of it is not a text"))];

    public Annotations Map(string name)
    {
        if (Object(name) is not { } map) return Annotations.None;
        return Annotations.None.With(map.Names(name).Select(item => KeyValuePair.Create(item, map.Text(item) ?? "")));
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The names of an object that stands for a set, such as exposed ports.</summary>
    public IReadOnlyList<string> Keys(string name) => Object(name)?.Names(name) ?? [];

    public void Version()
    {
        if (Number("schemaVersion") != 2) throw Wrong("schemaVersion", "only 2 is known");
    }

    public OciFormatException Lacks(string name) => new($"the {what} has no `{name}`");

    public OciFormatException Wrong(string name, string why) => new($"the {what} has a wrong `{name}`: {why}");

    private IReadOnlyList<string> Names(string of)
    {
        List<string> names = [];
        foreach (var property in json.EnumerateObject())
        {
            if (names.Count == OciLimits.Items) throw Wrong(of, $"it has more than {OciLimits.Items} items");
            names.Add(property.Name.Length > 0 ? Short(of, property.Name) : throw Wrong(of, "a name in it is empty"));
        }

        return names;
    }

    private IEnumerable<JsonElement>? List(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } found => found.GetArrayLength() <= OciLimits.Items ? found.EnumerateArray() : throw Wrong(name, $"it has more than {OciLimits.Items} items"),
        _ => throw Wrong(name, "it is not a list"),
    };

    // Go writes null for a list or map that is empty.
    private JsonElement? Find(string name) => json.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private string Short(string name, string text) => text.Length <= OciLimits.TextLength ? text : throw Wrong(name, $"a text in it has more than {OciLimits.TextLength} characters");
}
