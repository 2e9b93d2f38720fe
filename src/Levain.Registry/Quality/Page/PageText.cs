using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Levain.Registry.Pages;

/// <summary>HTML as it is written: the literal parts are taken as they are, and every text that goes in is escaped and keeps its own direction.</summary>
internal sealed class PageText
{
    private const int LongestText = 300;

    private readonly StringBuilder text = new();

    public PageText Add([InterpolatedStringHandlerArgument("")] ref Handler markup) => this;

    /// <summary>Markup of our own, as it is.</summary>
    public PageText Markup(string markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => text.ToString();

    private void Escaped(string value)
    {
        var begin = text.Length;
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length - begin > LongestText)
            {
                text.Append('…');
                return;
            }

            text.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' or '\r' => " ",
                // The pictures that stand for control characters.
                < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
                0x7F => "\u2421",
                >= 0x80 and < 0xA0 or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        }
    }

    [InterpolatedStringHandler]
    internal readonly ref struct Handler(int literalLength, int formattedCount, PageText page)
    {
        public int Expected { get; } = literalLength + formattedCount;

        public void AppendLiteral(string markup) => page.text.Append(markup);

        public void AppendFormatted(string value) => page.Escaped(value);

        public void AppendFormatted(int value) => page.text.Append(value.ToString(CultureInfo.InvariantCulture));
    }
}
