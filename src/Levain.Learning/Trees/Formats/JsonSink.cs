using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>Writes JSON without spaces.</summary>
internal sealed class JsonSink(Stream output) : ModelSink(output)
{
    private bool comma;

    public override void BeginObject() => Open('{');

    public override void EndObject() => Close('}');

    public override void Name(string name)
    {
        Text(name);
        Put((byte)':');
        comma = false;
    }

    public override void BeginArray(int count) => Open('[');

    public override void EndArray() => Close(']');

    public override void Text(string text)
    {
        Separate();
        Put((byte)'"');
        foreach (var part in Encode(text)) Letter(part);
        Put((byte)'"');
    }

    public override void Integer(long value)
    {
        Separate();
        value.TryFormat(Room(24), out var length, default, CultureInfo.InvariantCulture);
        Used(length);
    }

    public override void Number(float value)
    {
        Separate();
        Used(FloatText.Write(value, Room(FloatText.Longest)));
    }

    public override void Numbers(ReadOnlySpan<float> values)
    {
        Open('[');
        foreach (var value in values) Number(value);
        Close(']');
    }

    public override void Integers(ReadOnlySpan<int> values, int bytes)
    {
        Open('[');
        foreach (var value in values) Integer(value);
        Close(']');
    }

    private void Open(char bracket)
    {
        Separate();
        Put((byte)bracket);
        comma = false;
    }

    private void Close(char bracket)
    {
        Put((byte)bracket);
        comma = true;
    }

    private void Separate()
    {
        if (comma) Put((byte)',');
        comma = true;
    }

    // XGBoost 1.7 knows just these short escapes, and refuses `\b` and `\f`.
    private void Letter(byte part)
    {
        switch (part)
        {
            case (byte)'"': Put("\\\""u8); break;
            case (byte)'\\': Put("\\\\"u8); break;
            case (byte)'\n': Put("\\n"u8); break;
            case (byte)'\r': Put("\\r"u8); break;
            case (byte)'\t': Put("\\t"u8); break;
            case < 0x20:
                Put("\\u00"u8);
                Put((byte)('0' + (part >> 4)));
                Put((byte)"0123456789abcdef"[part & 15]);
                break;
            default: Put(part); break;
        }
    }
}
