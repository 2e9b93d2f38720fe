using System.Globalization;
using System.Text;

namespace Levain.Images;

/// <summary>JSON with one way to write each thing: no white space, escapes only where they must be, everything else in UTF-8.</summary>
/// <remarks>The writer of the framework decides by tables of Unicode what it escapes, and those change with its version: digests would too.</remarks>
internal sealed class CanonicalJson
{
    private readonly StringBuilder text = new();
    private bool comma;

    public CanonicalJson Open(char bracket)
    {
        Separate();
        text.Append(bracket);
        comma = false;
        return this;
    }

    public CanonicalJson Close(char bracket)
    {
        text.Append(bracket);
        comma = true;
        return this;
    }

    public CanonicalJson Name(string name)
    {
        Text(name);
        text.Append(':');
        comma = false;
        return this;
    }

    public CanonicalJson Text(string value)
    {
        Separate();
        text.Append('"');
        foreach (var letter in value) Append(letter);
        text.Append('"');
        return this;
    }

    public CanonicalJson Number(long value)
    {
        Separate();
        text.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public CanonicalJson Texts(IEnumerable<string> values)
    {
        Open('[');
        foreach (var value in values) Text(value);
        return Close(']');
    }

    public CanonicalJson Map(IEnumerable<KeyValuePair<string, string>> sorted)
    {
        Open('{');
        foreach (var (name, value) in sorted) Name(name).Text(value);
        return Close('}');
    }

    /// <summary>Half a surrogate pair has no UTF-8 and is refused.</summary>
    public byte[] ToBytes()
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(text.ToString());
        }
        catch (EncoderFallbackException error)
        {
            throw new OciFormatException("a text for an image is not Unicode: it holds half of a surrogate pair", "look at labels, annotations and variables", error);
        }
    }

    private void Append(char letter)
    {
        if (letter is '"' or '\\') text.Append('\\').Append(letter);
        else if (letter < ' ') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        else text.Append(letter);
    }

    private void Separate()
    {
        if (comma) text.Append(',');
        comma = true;
    }
}
