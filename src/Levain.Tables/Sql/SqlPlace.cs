using System.Text;

namespace Levain.Tables;

/// <summary>A place in a text, both counted from 1.</summary>
internal readonly record struct SqlPlace(int Line, int Column)
{
    /// <param name="position">In bytes of UTF-8, as DuckDB counts.</param>
    public static SqlPlace At(string text, int position)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        bytes = bytes[..Math.Clamp(position, 0, bytes.Length)];
        return new(bytes.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(bytes[(bytes.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
