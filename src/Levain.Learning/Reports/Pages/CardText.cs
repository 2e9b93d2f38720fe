using System.Text;

namespace Levain.Learning.Reports;

/// <summary>Names of the data in a card.</summary>
internal static class CardText
{
    // A name of the data must make neither a column nor a heading of the card, nor markup of a page that shows it.
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~') escaped.Append('\\').Append(letter);
            else escaped.Append(letter switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", < ' ' => " ", _ => letter.ToString() });
        }

        return escaped.ToString();
    }

    // Names as code, which shows what is in them as it is; where that cannot be, escaped.
    public static string Code(string name) => name.AsSpan().IndexOfAny("`|\n\r") < 0 && name.Trim().Length > 0 ? $"`{name}`" : Escaped(name);
}
