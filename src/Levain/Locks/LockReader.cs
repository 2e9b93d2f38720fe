using System.Text;
using System.Text.Json;

namespace Levain.Locks;

/// <summary>Reads a lock file strictly: every property is known, stands once, and has the type that belongs there.</summary>
internal ref struct LockReader
{
    private readonly LockText text;
    private Utf8JsonReader json;

    public LockReader(LockText text)
    {
        this.text = text;
        json = new(text.Bytes, new JsonReaderOptions { MaxDepth = 16 });
    }

    public delegate void Property(ref LockReader reader, string name);

    public delegate T Item<T>(ref LockReader reader);

    /// <summary>Where the token begins that was read last.</summary>
    public readonly long Offset => json.TokenStartIndex;

    /// <summary>Reads the whole file as an object of a schema.</summary>
    /// <param name="older">A schema that is read as well, and no longer written.</param>
    public static void File(LockText text, string schema, string[] properties, Property each, string? older = null)
    {
        text.RefuseConflicts();
        CheckSchema(text, schema, older);
        var reader = new LockReader(text);
        reader.Next();
        reader.Object(["schema", .. properties], (ref inner, name) =>
        {
            if (name == "schema") inner.String();
            else each(ref inner, name);
        });
        if (reader.Next()) throw reader.Fail("expected nothing after the closing `}`");
    }

    public readonly BuildException Fail(string message, string? hint = null) => text.Fail(json.TokenStartIndex, message, hint);

    public readonly BuildException FailAt(long offset, string message, string? hint = null) => text.Fail(offset, message, hint);

    /// <summary>Reads an object whose opening brace is the current token. Each property is handed over with its value as the current token.</summary>
    /// <param name="known">The names that may stand there; null means any.</param>
    public void Object(string[]? known, Property each)
    {
        Expect(JsonTokenType.StartObject, "an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Next() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Decoded();
            if (known is not null && !known.Contains(name)) throw Fail($"unknown property `{name}`", NearestName.Hint(name, known));
            if (!seen.Add(name)) throw Fail($"`{name}` stands twice");
            Next();
            each(ref this, name);
        }
    }

    public List<T> Array<T>(Item<T> item)
    {
        Expect(JsonTokenType.StartArray, "a list");
        var items = new List<T>();
        while (Next() && json.TokenType != JsonTokenType.EndArray) items.Add(item(ref this));
        return items;
    }

    public string String()
    {
        Expect(JsonTokenType.String, "a text in quotes");
        return Decoded();
    }

    public long Count()
    {
        Expect(JsonTokenType.Number, "a whole number");
        return json.TryGetInt64(out var value) && value >= 0 ? value : throw Fail("expected a whole number from 0 on");
    }

    /// <summary>A number, or one of the three that JSON lacks in quotes.</summary>
    public double Number() => json.TokenType == JsonTokenType.String
        ? Decoded() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw Fail($"expected a number, found the text `{other}`"),
        }
        : json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Fail($"expected a number, found {Found()}");

    public bool True()
    {
        Expect(JsonTokenType.True, "`true`, or no such property");
        return true;
    }

    public Digest Digest()
    {
        var digest = String();
        return Levain.Digest.TryParse(digest, out var parsed) ? parsed : throw Fail($"`{digest}` is not a digest: expected `sha256:` and 64 lower-case hex digits");
    }

    private static void CheckSchema(LockText text, string schema, string? older)
    {
        var reader = new LockReader(text);
        if (!reader.Next()) throw text.Fail(0, $"the file is empty: expected an object with `\"schema\": \"{schema}\"`");
        reader.Expect(JsonTokenType.StartObject, "an object");
        while (reader.Next() && reader.json.TokenType == JsonTokenType.PropertyName)
        {
            var isSchema = reader.json.ValueTextEquals("schema"u8);
            reader.Next();
            if (!isSchema)
            {
                reader.Skip();
                continue;
            }

            if (reader.String() is var found && (found == schema || found == older)) return;
            var kind = schema[..(schema.LastIndexOf('/') + 1)];
            throw found.StartsWith(kind, StringComparison.Ordinal) && int.TryParse(found.AsSpan(kind.Length), out var version) && int.TryParse(schema.AsSpan(kind.Length), out var own) && version > own
                ? reader.Fail($"the file has schema `{found}`, which a newer Levain wrote: this one reads `{schema}`", "update Levain")
                : reader.Fail($"unknown schema `{found}`: expected `{schema}`");
        }

        throw text.Fail(0, $"there is no `\"schema\": \"{schema}\"`");
    }

    private bool Next()
    {
        try
        {
            return json.Read();
        }
        catch (JsonException error)
        {
            // The message of the base class library goes on with the place, in counts from 0.
            var what = error.Message.Contains("any JSON tokens", StringComparison.Ordinal) ? "the file is empty" : error.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
            throw text.Fail(OffsetOf(error), $"this is not JSON: {char.ToLowerInvariant(what[0])}{what[1..]}", inner: error);
        }
    }

    private void Skip()
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        for (var depth = json.CurrentDepth; Next() && json.CurrentDepth > depth;)
        {
        }
    }

    private readonly long OffsetOf(JsonException error)
    {
        var start = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--) start += text.Bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
        return start + (error.BytePositionInLine ?? 0);
    }

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (json.TokenType != type) throw Fail($"expected {what}, found {Found()}");
    }

    private readonly string Found() => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Null => "`null`",
        _ => $"`{Encoding.UTF8.GetString(json.ValueSpan)}`",
    };

    private readonly string Decoded()
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw text.Fail(json.TokenStartIndex, "the text is not valid Unicode", inner: error);
        }
    }
}
