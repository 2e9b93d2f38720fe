using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Levain.Learning.Reports;

/// <summary>HTML as it is written: every text that goes in is escaped, so no page can forget it.</summary>
/// <param name="longest">Texts with more characters are cut.</param>
internal sealed class HtmlText(int longest = int.MaxValue)
{
    private readonly StringBuilder text = new();

    /// <summary>Markup with texts in it: the literal parts are taken as they are, the others are escaped.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Handler markup) => this;

    /// <summary>Markup of our own, as it is.</summary>
    public HtmlText Markup(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>A text from the data: its direction is kept from what stands beside it, and it is cut when it is very long.</summary>
    public HtmlText Value(string? value) => value is null ? Markup("<i>none</i>") : value.Length == 0 ? Markup("<i>empty</i>") : Markup(Tables.Statistics.Html.Value(value));

    public HtmlText Plot(Plot plot) => Markup("<figure>").Markup(plot.ToSvg().Replace(Drawing.PlotStyle.Text, "", StringComparison.Ordinal)).Markup("</figure>\n");

    public override string ToString() => text.ToString();

    private void Escaped(string value)
    {
        var begin = text.Length;
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length - begin > longest)
            {
                text.Append('…');
                return;
            }

            text.Append(Escaped(rune));
        }
    }

    private static string Escaped(Rune rune) => rune.Value switch
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
    };

    [InterpolatedStringHandler]
    internal readonly ref struct Handler(int literalLength, int formattedCount, HtmlText html)
    {
        public int Expected { get; } = literalLength + formattedCount;

        public void AppendLiteral(string markup) => html.text.Append(markup);

        public void AppendFormatted(string value) => html.Escaped(value);

        public void AppendFormatted(int value) => html.text.Append(value.ToString(CultureInfo.InvariantCulture));
    }
}
