using System.Text;

namespace Levain.Tables.Csv;

/// <summary>The bytes that cut a file into fields.</summary>
/// <param name="Quote">0 where quotes mean nothing.</param>
internal sealed record CsvDialect(byte Delimiter, byte Quote, byte Escape, byte[][] Nulls, bool EmptyIsNull, int LargestRow)
{
    public static CsvDialect Of(CsvFormat format)
    {
        var quote = (byte)(format.Quote ?? '\0');
        if (format.Delimiter == format.Quote || format.Delimiter == format.Escape) throw new BuildException($"`{format.Delimiter}` cannot both separate fields and quote them");
        return new((byte)format.Delimiter, quote, (byte)(format.Escape ?? (char)quote),
            [.. format.NullTexts.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)], format.NullTexts.Contains(""), format.LargestRow);
    }

    public bool IsNull(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return EmptyIsNull;
        foreach (var text in Nulls)
            if (field.SequenceEqual(text)) return true;
        return false;
    }
}
