using System.Text;

namespace Levain.Learning.Formats;

/// <summary>Takes nested values one after the other and writes them as bytes, whatever the syntax.</summary>
internal abstract class ModelSink(Stream output)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] buffer = new byte[1 << 16];
    private int used;

    public abstract void BeginObject();

    public abstract void EndObject();

    public abstract void Name(string name);

    public abstract void BeginArray(int count);

    public abstract void EndArray();

    public abstract void Text(string text);

    public abstract void Integer(long value);

    public abstract void Number(float value);

    /// <summary>An array of one type, where the syntax knows such.</summary>
    public abstract void Numbers(ReadOnlySpan<float> values);

    /// <summary>Whole numbers, all kept in so many bytes where the syntax knows sizes.</summary>
    public abstract void Integers(ReadOnlySpan<int> values, int bytes);

    public void Member(string name, string text)
    {
        Name(name);
        Text(text);
    }

    public void Member(string name, long value)
    {
        Name(name);
        Integer(value);
    }

    /// <summary>A parameter, which XGBoost keeps as text.</summary>
    public void Parameter(string name, long value) => Member(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void Member(string name, ReadOnlySpan<float> values)
    {
        Name(name);
        Numbers(values);
    }

    public void Member(string name, ReadOnlySpan<int> values, int bytes)
    {
        Name(name);
        Integers(values, bytes);
    }

    public void Flush()
    {
        output.Write(buffer, 0, used);
        used = 0;
        output.Flush();
    }

    /// <summary>Room for so many bytes, of which <see cref="Used"/> says how many were needed.</summary>
    private protected Span<byte> Room(int count)
    {
        if (buffer.Length - used < count)
        {
            output.Write(buffer, 0, used);
            used = 0;
        }

        return buffer.AsSpan(used);
    }

    private protected void Used(int count) => used += count;

    private protected void Put(byte value)
    {
        Room(1)[0] = value;
        Used(1);
    }

    private protected void Put(ReadOnlySpan<byte> values)
    {
        while (values.Length > 0)
        {
            var room = Room(1);
            var count = Math.Min(room.Length, values.Length);
            values[..count].CopyTo(room);
            Used(count);
            values = values[count..];
        }
    }

    private protected static byte[] Encode(string text)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new BuildException($"the text `{Shown.In(text)}` has half of a surrogate pair, which no file can keep", "name the feature or the attribute otherwise");
        }
    }
}
