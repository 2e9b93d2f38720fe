using System.Text;

namespace Levain.Host.Output;

/// <summary>Rows of cells under a head, in columns as wide as they need; the last column takes what is left of the line.</summary>
internal static class PlainTable
{
    /// <param name="head">The names of the columns; one that ends in <c>&gt;</c> has its cells on the right.</param>
    public static string Of(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, Terminal terminal, Func<int, Tone>? tones = null)
    {
        var isRight = head.Select(name => name.EndsWith('>')).ToArray();
        List<string[]> lines = [[.. head.Select(name => name.TrimEnd('>'))], .. rows.Select(row => row.Select(TextWidth.Clean).ToArray())];
        var widths = Enumerable.Range(0, head.Count).Select(column => lines.Max(line => TextWidth.Of(line[column]))).ToArray();
        var text = new StringBuilder();
        for (var row = 0; row < lines.Count; row++)
        {
            var line = string.Join("  ", lines[row].Select((cell, column) => isRight[column] ? TextWidth.PadLeft(cell, widths[column]) : TextWidth.Pad(cell, widths[column]))).TrimEnd();
            text.Append(Paint.Of(TextWidth.Cut(line, terminal.Width), row == 0 ? Tone.Quiet : tones?.Invoke(row - 1) ?? Tone.Plain, terminal.Colour)).Append('\n');
        }

        return text.ToString();
    }
}
