using System.Text;

namespace Levain.Tables.Statistics;

/// <summary>Text as HTML holds it.</summary>
internal static class Html
{
    private const int LongestShown = 200;

    /// <summary>A text from the data: escaped, without control characters, its direction kept from what stands beside it, and cut when it is very long.</summary>
    public static string Value(string text) => $"<bdi>{Text(text)}</bdi>";

    public static string Text(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (escaped.Length > LongestShown) return escaped.Append('…').ToString();
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                // The pictures that stand for control characters.
                < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
                0x7F => "\u2421",
                >= 0x80 and < 0xA0 => "\uFFFD",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
