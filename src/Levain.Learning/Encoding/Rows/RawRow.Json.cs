using System.Text.Json;
using Levain.Learning.Encoders;

namespace Levain.Learning;

public sealed partial class RawRow
{
    /// <summary>The fields of a JSON object, in place of those that were here.</summary>
    public void Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            Read(ref reader);
            // Whatever follows is an error of the reader.
            reader.Read();
            CheckGiven(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new BuildException($"the row is not JSON: {error.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ')}", inner: error);
        }
    }

    /// <summary>The fields of the JSON object that is the reader's current token, in place of those that were here; the reader ends at its last token. What is no JSON is the reader's own error.</summary>
    public void Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw new BuildException("a row is a JSON object of its fields", "write it as {\"field\": value}");
        Clear();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var place = PlaceOf(ref json);
            json.Read();
            if (place < 0) json.Skip();
            else if (values[place].IsGiven) throw new BuildException($"field `{fields[place].Name}` is given twice", "give it once");
            else values[place] = Value(ref json, fields[place]);
        }
    }

    private BuildException NotGiven(ReadOnlySpan<byte> json)
    {
        var name = fields[Array.FindIndex(values, value => !value.IsGiven)].Name;
        var others = new List<string>();
        var reader = new Utf8JsonReader(json);
        while (!json.IsEmpty && reader.Read())
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && PlaceOf(ref reader) < 0) others.Add(reader.GetString()!);
        return new($"the row has no field `{name}`", NearestName.Of(name, others) is { } near ? $"is `{near}` meant? Name it `{name}`" : "give every field, null where there is no value");
    }

    private int PlaceOf(ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped) return fields.IndexOf(json.ValueSpan);
        var name = new byte[json.ValueSpan.Length];
        return fields.IndexOf(name.AsSpan(0, json.CopyString(name)));
    }

    private RawValue Value(ref Utf8JsonReader json, RawField field) => (json.TokenType, field.Form) switch
    {
        (JsonTokenType.Null, _) => RawValue.Missing,
        (JsonTokenType.Number, RawForm.Number) => Number(ref json, field),
        (JsonTokenType.Number, RawForm.Single) => json.TryGetSingle(out var single) && float.IsFinite(single) ? RawValue.Of((double)single) : throw TooLarge(field),
        (JsonTokenType.True or JsonTokenType.False, RawForm.Truth) => RawValue.Of(json.TokenType == JsonTokenType.True ? 1L : 0),
        (JsonTokenType.String, RawForm.Text) => Text(ref json),
        (JsonTokenType.String, RawForm.Time or RawForm.Moment) => Moment(ref json, field),
        (JsonTokenType.Number, _) => throw WrongType(field, "a number"),
        (JsonTokenType.True or JsonTokenType.False, _) => throw WrongType(field, "true or false"),
        (JsonTokenType.String, _) => throw WrongType(field, "a text"),
        (JsonTokenType.StartArray, _) => throw WrongType(field, "a list"),
        _ => throw WrongType(field, "an object"),
    };

    private static RawValue Number(ref Utf8JsonReader json, RawField field)
    {
        if (json.TryGetInt64(out var whole)) return RawValue.Of(whole);
        return json.TryGetDouble(out var number) && double.IsFinite(number) ? RawValue.Of(number) : throw TooLarge(field);
    }

    private RawValue Text(ref Utf8JsonReader json) => Keep(json.CopyString(Room(json.ValueSpan.Length)));

    private static RawValue Moment(ref Utf8JsonReader json, RawField field)
    {
        // No date is longer; escapes make six bytes of one.
        Span<byte> text = stackalloc byte[256];
        long moment = 0;
        var isMoment = json.ValueSpan.Length <= text.Length && (text = text[..json.CopyString(text)]) is var read
            && (field.Form == RawForm.Moment ? DateParts.TryMoment(read, out moment) : DateParts.TryTime(read, out moment));
        if (isMoment) return RawValue.Of(moment);
        throw new BuildException(
            $"field `{field.Name}` holds a text that is no {(field.Form == RawForm.Moment ? "moment" : "date")}",
            field.Form == RawForm.Moment ? "write it as 2026-02-28T20:15:00Z, with its zone" : "write it as 2026-02-28 or 2026-02-28T20:15:00, without a zone, as the training rows had none");
    }
}
