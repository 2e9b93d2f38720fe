using System.Text;
using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>One row of raw fields, by name: what serving gives to <see cref="FittedFeatures.Encode(RawRow, Span{float})"/>. Clear it and use it again; one thread at a time.</summary>
/// <remarks>
/// Every field that features are made of must be given; null says that it has no value. Each has the type that it had in training: numbers are not given as text, nor text as numbers.
/// Fields of JSON that no feature is made of are passed over.
/// </remarks>
public sealed partial class RawRow
{
    private readonly RawFields fields;
    private readonly RawValue[] values;
    private byte[] texts = new byte[256];
    private int used;

    internal RawRow(RawFields fields)
    {
        this.fields = fields;
        values = new RawValue[fields.Count];
    }

    internal RawFields Fields => fields;

    /// <summary>Forgets all fields.</summary>
    public void Clear()
    {
        Array.Clear(values);
        used = 0;
    }

    public RawRow Set(string field, double value)
    {
        var at = Place(field, RawForm.Number, RawForm.Single);
        values[at] = RawValue.Of(fields[at].Form == RawForm.Single ? (float)value : value);
        return this;
    }

    public RawRow Set(string field, long value)
    {
        var at = Place(field, RawForm.Number, RawForm.Single);
        values[at] = fields[at].Form == RawForm.Single ? RawValue.Of((double)(float)value) : RawValue.Of(value);
        return this;
    }

    public RawRow Set(string field, bool value)
    {
        values[Place(field, RawForm.Truth)] = RawValue.Of(value ? 1L : 0);
        return this;
    }

    public RawRow Set(string field, DateOnly value)
    {
        values[Place(field, RawForm.Time)] = RawValue.Of(DateParts.Of(value));
        return this;
    }

    public RawRow Set(string field, Timestamp value)
    {
        values[Place(field, RawForm.Time, RawForm.Moment)] = RawValue.Of(value.Microseconds);
        return this;
    }

    /// <summary>A text, or nothing.</summary>
    public RawRow Set(string field, string? value)
    {
        if (value is null) return SetMissing(field);
        var at = Place(field, RawForm.Text);
        var bytes = Room(Encoding.UTF8.GetMaxByteCount(value.Length));
        values[at] = Keep(Encoding.UTF8.GetBytes(value, bytes));
        return this;
    }

    public RawRow SetMissing(string field)
    {
        values[fields.IndexOf(field)] = RawValue.Missing;
        return this;
    }

    internal ref readonly RawValue this[int place] => ref values[place];

    internal ReadOnlySpan<byte> Text(in RawValue value) => texts.AsSpan(value.Start, value.Length);

    /// <summary>Refuses a row with a field that was not given: most often its name is misspelt.</summary>
    internal void CheckGiven(ReadOnlySpan<byte> json = default)
    {
        foreach (ref readonly var value in values.AsSpan())
            if (!value.IsGiven) throw NotGiven(json);
    }

    private int Place(string field, RawForm form, RawForm? other = null)
    {
        var place = fields.IndexOf(field);
        return fields[place].Form == form || fields[place].Form == other ? place : throw WrongType(fields[place], form switch { RawForm.Number => "a number", RawForm.Truth => "true or false", RawForm.Text => "a text", _ => "a date" });
    }

    private Span<byte> Room(int bytes)
    {
        if (texts.Length - used < bytes) Array.Resize(ref texts, checked(Math.Max(texts.Length * 2, used + bytes)));
        return texts.AsSpan(used);
    }

    private RawValue Keep(int bytes)
    {
        var value = RawValue.Of(used, bytes);
        used += bytes;
        return value;
    }

    private static BuildException TooLarge(RawField field) => new($"field `{field.Name}` holds a number that is beyond what {field.Type} can be", "give a smaller one, or null");

    private static BuildException WrongType(RawField field, string given) => new(
        $"field `{field.Name}` is {given}, but was {field.Type} in the training rows",
        field.Form switch
        {
            RawForm.Number or RawForm.Single => "give a number, without quotes",
            RawForm.Truth => "give true or false",
            RawForm.Text => "give a text, in quotes",
            _ => "give a text such as 2026-02-28",
        });
}
