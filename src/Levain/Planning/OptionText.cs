using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;

namespace Levain.Planning;

/// <summary>The canonical text of one option value: the same value gives the same text on every machine.</summary>
internal static class OptionText
{
    /// <summary>The text, or null when <paramref name="value"/> is not a scalar.</summary>
    public static string? OfScalar(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        char letter => Quote(letter.ToString()),
        bool flag => flag ? "true" : "false",
        Enum name => name.ToString(),
        byte or sbyte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double or float or Half => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        Version version => version.ToString(),
        Uri address => Quote(address.OriginalString),
        Digest digest => digest.ToString(),
        Type type => type.FullName ?? type.Name,
        byte[] bytes => $"hex:{Convert.ToHexStringLower(bytes)}",
        _ => null,
    };

    // Control characters are escaped, so that a text never breaks the lines of a key.
    private static string Quote(string text) => $"\"{(IsPlain(text) ? text : JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text))}\"";

    // What the encoder leaves as it is, found without it: most labels are plain, and its tables take time to make.
    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
            if (letter is < ' ' or > '~' or '"' or '\\') return false;
        return true;
    }
}
