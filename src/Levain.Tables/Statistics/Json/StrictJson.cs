using System.Text;
using System.Text.Json;

namespace Levain.Tables.Statistics;

/// <summary>Reads JSON that others wrote: what is known has the type that belongs there and stands once, what is unknown is passed over, and nothing is larger than it may be.</summary>
internal ref struct StrictJson
{
    public const int MostItems = 1 << 20, LongestText = 1 << 16, LargestFile = 1 << 28;

    private readonly byte[] bytes;
    private readonly string path;
    private Utf8JsonReader json;

    public StrictJson(byte[] bytes, string path)
    {
        (this.bytes, this.path) = (bytes, path);
        if (bytes.Length > LargestFile) throw new BuildException($"{path} is larger than {LargestFile >> 20} MiB, which no file of statistics is");
        json = new(bytes, new JsonReaderOptions { MaxDepth = 24 });
        Next();
    }

    public delegate void Property(ref StrictJson reader, string name);

    public delegate T Item<T>(ref StrictJson reader);

    /// <summary>Reads the object that is the current token; unknown properties are passed over.</summary>
    public void Object(string[] known, Property each)
    {
        Expect(JsonTokenType.StartObject, "an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Next() == JsonTokenType.PropertyName)
        {
            var name = Decoded();
            if (!seen.Add(name)) throw Fail($"`{name}` stands twice");
            if (seen.Count > MostItems) throw Fail("the object has too many properties");
            Next();
            if (known.Contains(name, StringComparer.Ordinal)) each(ref this, name);
            else PassOver();
        }
    }

    public List<T> Array<T>(Item<T> item, int most = MostItems)
    {
        Expect(JsonTokenType.StartArray, "a list");
        var items = new List<T>();
        while (Next() != JsonTokenType.EndArray)
        {
            if (items.Count == most) throw Fail($"the list has more than {most} items");
            items.Add(item(ref this));
        }

        return items;
    }

    public string Text()
    {
        Expect(JsonTokenType.String, "a text in quotes");
        return Decoded();
    }

    public double Number()
    {
        Expect(JsonTokenType.Number, "a number");
        return json.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Fail("the number is beyond all doubles");
    }

    /// <summary>A count, which some write as <c>120.0</c>.</summary>
    public long Count() => Number() is >= 0 and <= long.MaxValue / 2 and var value && Math.Floor(value) == value
        ? json.TryGetInt64(out var exact) ? exact : (long)value
        : throw Fail("expected a whole number from 0 on");

    public bool Truth() => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Fail($"expected `true` or `false`, found {Found()}"),
    };

    public void End()
    {
        if (Read()) throw Fail("expected nothing after the closing `}`");
    }

    public readonly BuildException Fail(string message) => Fail(json.TokenStartIndex, message);

    private readonly BuildException Fail(long offset, string message, Exception? inner = null)
    {
        var before = bytes.AsSpan(0, (int)Math.Min(offset, bytes.Length));
        return new($"{path}:{before.Count((byte)'\n') + 1}:{before.Length - before.LastIndexOf((byte)'\n')}: {message}", inner: inner);
    }

    private JsonTokenType Next() => Read() ? json.TokenType : throw Fail(bytes.Length, "the file ends too early");

    private bool Read()
    {
        try
        {
            return json.Read();
        }
        catch (JsonException error)
        {
            // The message goes on with a place that counts from 0.
            var what = error.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
            throw Fail(json.BytesConsumed, bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty ? "the file is empty" : $"this is not JSON: {char.ToLowerInvariant(what[0])}{what[1..]}", error);
        }
    }

    private void PassOver()
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        for (var depth = json.CurrentDepth; Next() is not (JsonTokenType.EndObject or JsonTokenType.EndArray) || json.CurrentDepth > depth;)
        {
        }
    }

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (json.TokenType != type) throw Fail($"expected {what}, found {Found()}");
    }

    private readonly string Decoded()
    {
        if (json.ValueSpan.Length > LongestText) throw Fail($"the text is longer than {LongestText} bytes");
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Fail(json.TokenStartIndex, "the text is not valid Unicode", error);
        }
    }

    private readonly string Found() => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Null => "`null`",
        JsonTokenType.EndObject or JsonTokenType.EndArray => "the end",
        _ => $"`{Encoding.UTF8.GetString(json.ValueSpan[..Math.Min(40, json.ValueSpan.Length)])}`",
    };
}
