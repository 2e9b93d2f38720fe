using System.Text;

namespace Levain.Tables.Csv;

/// <summary>The text of fields.</summary>
internal static class CsvText
{
    private const int Shown = 40;

    /// <summary>What was between the quotes, without the escapes.</summary>
    public static byte[] Unescaped(ReadOnlySpan<byte> field, CsvDialect dialect)
    {
        var text = new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == dialect.Escape && i + 1 < field.Length && (field[i + 1] == dialect.Quote || field[i + 1] == dialect.Escape)) i++;
            text[length++] = field[i];
        }

        Array.Resize(ref text, length);
        return text;
    }

    /// <summary>A field as a message shows it: on one line, and not all of it.</summary>
    public static string Show(ReadOnlySpan<byte> field)
    {
        var text = Encoding.UTF8.GetString(field.Length > Shown * 4 ? field[..(Shown * 4)] : field);
        var cut = text.Length > Shown ? $"{text[..(char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown)]}…" : text;
        return new([.. cut.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
    }
}
