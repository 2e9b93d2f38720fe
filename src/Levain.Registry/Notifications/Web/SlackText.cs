using System.Text;

namespace Levain.Registry.Web;

/// <summary>Text as Slack takes it.</summary>
internal static class SlackText
{
    /// <summary>The text with Slack's three characters escaped, cut to a length that counts them escaped; none of them is cut in two.</summary>
    public static string Of(string text, int most)
    {
        var written = new StringBuilder();
        // How long it may be without the mark that it was cut.
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            written.Append(rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() });
            if (written.Length > most) return $"{written.ToString(0, kept)}…";
            if (written.Length < most) kept = written.Length;
        }

        return written.Length == 0 ? " " : written.ToString();
    }

    /// <summary>A link in Slack's form, or null for one that is too long: half an address leads nowhere.</summary>
    public static string? Link(Uri link, int most)
    {
        var address = link.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal);
        return $"<{address}|Read more>" is var marked && marked.Length <= most ? marked : null;
    }
}
