using System.Text;

namespace Levain.Learning.Reports;

/// <summary>The part of Markdown that stands within a line: code, strong and emphasised words, links.</summary>
internal static class MarkdownLine
{
    public static void Append(HtmlText html, string line)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            var length = Span(html, plain, line, at);
            if (length == 0) plain.Append(line[at] == '\\' && at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at + 1]) is false ? line[++at] : line[at]);
            at += Math.Max(1, length);
        }

        Flush(html, plain);
    }

    // How many characters a span beginning here has; 0 where none does.
    private static int Span(HtmlText html, StringBuilder plain, string line, int at) => line[at] switch
    {
        '`' => Enclosed(html, plain, line, at, "`", "code", isCode: true),
        '*' when line.AsSpan(at).StartsWith("**") => Enclosed(html, plain, line, at, "**", "strong", isCode: false),
        '*' => Enclosed(html, plain, line, at, "*", "em", isCode: false),
        // A name such as learning_rate has no emphasis in it.
        '_' when at == 0 || !char.IsLetterOrDigit(line[at - 1]) => Enclosed(html, plain, line, at, "_", "em", isCode: false),
        '[' => Link(html, plain, line, at),
        _ => 0,
    };

    private static int Enclosed(HtmlText html, StringBuilder plain, string line, int at, string mark, string tag, bool isCode)
    {
        var start = at + mark.Length;
        var end = line.IndexOf(mark, start, StringComparison.Ordinal);
        if (end <= start || (!isCode && (char.IsWhiteSpace(line[start]) || char.IsWhiteSpace(line[end - 1])))) return 0;
        Flush(html, plain);
        html.Markup($"<{tag}>");
        if (isCode) html.Add($"{line[start..end]}");
        else Append(html, line[start..end]);
        html.Markup($"</{tag}>");
        return end + mark.Length - at;
    }

    private static int Link(HtmlText html, StringBuilder plain, string line, int at)
    {
        var middle = line.IndexOf("](", at, StringComparison.Ordinal);
        var end = middle < 0 ? -1 : line.IndexOf(')', middle);
        if (end < 0) return 0;
        var address = line[(middle + 2)..end];
        // Nothing else may be run or opened by a click.
        if (!address.StartsWith("https://", StringComparison.Ordinal) && !address.StartsWith("http://", StringComparison.Ordinal)) return 0;
        Flush(html, plain);
        html.Add($"<a href=\"{address}\" rel=\"noreferrer\">");
        Append(html, line[(at + 1)..middle]);
        html.Markup("</a>");
        return end + 1 - at;
    }

    private static void Flush(HtmlText html, StringBuilder plain)
    {
        html.Add($"{plain.ToString()}");
        plain.Clear();
    }
}
