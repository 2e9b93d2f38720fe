using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Levain.Drawing;

/// <summary>SVG as it is written: every text that goes in is escaped and every number short and finite, so no picture can forget it.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder text = new();

    /// <summary>Markup with values in it: the literal parts are taken as they are, texts are escaped, numbers get at most two decimals.</summary>
    public SvgText Add([InterpolatedStringHandlerArgument("")] ref Handler markup) => this;

    /// <summary>Markup of our own, as it is.</summary>
    public SvgText Markup(string markup)
    {
        text.Append(markup);
        return this;
    }

    public SvgText Label(string style, double x, double y, string label) => Add($"<text class=\"{style}\" x=\"{x}\" y=\"{y}\">{label}</text>\n");

    public override string ToString() => text.ToString();

    private void Number(double number)
    {
        if (!double.IsFinite(number)) throw new InvalidOperationException("a plot is about to write a number that is not finite");
        // Adding zero makes an ordinary zero of a negative one.
        text.Append((Math.Round(Math.Clamp(number, -1e6, 1e6), 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture));
    }

    private void Escaped(string value)
    {
        foreach (var rune in value.EnumerateRunes()) text.Append(rune.Value switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' or '\n' or '\r' => " ",
            // The pictures that stand for control characters; XML has no other way to hold most of them.
            < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
            0x7F => "\u2421",
            // What turns the direction of letters would turn those behind it too; right-to-left letters need none of it.
            >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or >= 0x80 and < 0xA0 or 0xFFFE or 0xFFFF => "\uFFFD",
            _ => rune.ToString(),
        });
    }

    [InterpolatedStringHandler]
    internal readonly ref struct Handler(int literalLength, int formattedCount, SvgText svg)
    {
        public int Expected { get; } = literalLength + formattedCount;

        public void AppendLiteral(string markup) => svg.text.Append(markup);

        public void AppendFormatted(string value) => svg.Escaped(value);

        public void AppendFormatted(double value) => svg.Number(value);
    }
}
