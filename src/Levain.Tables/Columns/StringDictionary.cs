using System.Text;

namespace Levain.Tables;

/// <summary>The distinct texts of a column in UTF-8, each under a code from 0 on.</summary>
/// <remarks>A builder gives codes in order of first appearance. A column that was filtered keeps the dictionary of the one that it came from, so there may be texts that no row has.</remarks>
public sealed class StringDictionary
{
    private readonly byte[] bytes;
    private readonly int[] ends;
    private string?[]? texts;

    /// <param name="ends">Where each text ends in <paramref name="bytes"/>; it begins where the one before it ends.</param>
    internal StringDictionary(byte[] bytes, int[] ends) => (this.bytes, this.ends) = (bytes, ends);

    internal static StringDictionary Empty { get; } = new([], []);

    public int Count => ends.Length;

    public ReadOnlySpan<byte> Utf8(int code)
    {
        var start = code == 0 ? 0 : ends[code - 1];
        return bytes.AsSpan(start, ends[code] - start);
    }

    /// <summary>The text of a code; the same string every time, made when it is first asked for.</summary>
    public string Text(int code)
    {
        // Two threads may both make a string; either will do.
        var made = texts ??= new string?[ends.Length];
        return made[code] ??= Encoding.UTF8.GetString(Utf8(code));
    }

    /// <summary>The code of a text, or -1 when it is not here.</summary>
    public int CodeOf(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        for (var code = 0; code < Count; code++)
            if (Utf8(code).SequenceEqual(utf8)) return code;
        return -1;
    }
}
