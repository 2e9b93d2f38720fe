using System.Text;

namespace Levain.Fingerprints;

/// <summary>A source text by lines and columns, both counted from one, as debug symbols count them.</summary>
internal sealed class SourceLines
{
    private readonly string text;
    private readonly List<int> starts = [0];

    private SourceLines(string text)
    {
        this.text = text;
        for (var i = 0; i < text.Length; i++)
            if (text[i] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) starts.Add(i + 1);
    }

    public static SourceLines Read(Stream content)
    {
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return new(reader.ReadToEnd());
    }

    /// <summary>Empty when the text has no such place: a line directive counts lines of another file.</summary>
    public string Between(int firstLine, int firstColumn, int lastLine, int lastColumn)
    {
        var (from, to) = (Index(firstLine, firstColumn), Index(lastLine, lastColumn));
        return from < 0 || to < from ? "" : text[from..to];
    }

    private int Index(int line, int column)
    {
        if (line < 1 || line > starts.Count || column < 1) return -1;
        var index = (long)starts[line - 1] + column - 1;
        return index <= text.Length ? (int)index : -1;
    }
}
