namespace Levain.Learning.Reports;

/// <summary>Markdown as people write it in a card, as HTML: headings, paragraphs, lists, tables and code. Markup in it is text.</summary>
internal sealed class MarkdownText
{
    private readonly HtmlText html = new();
    private readonly string[] lines;
    private int at;

    private MarkdownText(string text) => lines = text.ReplaceLineEndings("\n").Split('\n');

    public static string ToHtml(string text)
    {
        var markdown = new MarkdownText(text);
        while (markdown.at < markdown.lines.Length) markdown.Block();
        return markdown.html.ToString();
    }

    private void Block()
    {
        var line = lines[at].Trim();
        if (line.Length == 0) at++;
        else if (line.StartsWith("```", StringComparison.Ordinal)) Code();
        else if (Level(line) is > 0 and var level) Heading(line, level);
        else if (ItemOf(line) is not null) List(isNumbered: char.IsAsciiDigit(line[0]));
        else if (IsTable()) Table();
        else Paragraph();
    }

    private void Heading(string line, int level)
    {
        // The page has the first and the second level itself.
        var tag = level <= 2 ? "h3" : "h4";
        html.Markup($"<{tag}>");
        MarkdownLine.Append(html, line[level..].Trim().TrimEnd('#').TrimEnd());
        html.Markup($"</{tag}>\n");
        at++;
    }

    private void Code()
    {
        html.Markup("<pre><code>");
        for (at++; at < lines.Length && !lines[at].Trim().StartsWith("```", StringComparison.Ordinal); at++) html.Add($"{lines[at]}").Markup("\n");
        at++;
        html.Markup("</code></pre>\n");
    }

    private void List(bool isNumbered)
    {
        html.Markup(isNumbered ? "<ol>\n" : "<ul>\n");
        while (at < lines.Length && ItemOf(lines[at].Trim()) is { } item && char.IsAsciiDigit(lines[at].Trim()[0]) == isNumbered)
        {
            at++;
            // An item goes on in the lines that are indented below it.
            while (at < lines.Length && lines[at].StartsWith("  ", StringComparison.Ordinal) && lines[at].Trim() is { Length: > 0 } more && ItemOf(more) is null)
            {
                item += " " + more;
                at++;
            }

            html.Markup("<li>");
            MarkdownLine.Append(html, item);
            html.Markup("</li>\n");
        }

        html.Markup(isNumbered ? "</ol>\n" : "</ul>\n");
    }

    private void Table()
    {
        html.Markup("<div class=\"scroll\">\n<table>\n<thead>");
        Row("th scope=\"col\"", "th");
        at++;
        html.Markup("</thead>\n<tbody>\n");
        while (at < lines.Length && lines[at].TrimStart().StartsWith('|')) Row("td", "td");
        html.Markup("</tbody>\n</table>\n</div>\n");
    }

    private void Row(string open, string close)
    {
        html.Markup("<tr>");
        foreach (var cell in lines[at++].Trim().Trim('|').Split('|'))
        {
            html.Markup($"<{open}>");
            MarkdownLine.Append(html, cell.Trim());
            html.Markup($"</{close}>");
        }

        html.Markup("</tr>\n");
    }

    private void Paragraph()
    {
        html.Markup("<p>");
        var text = lines[at++].Trim();
        while (at < lines.Length && lines[at].Trim() is { Length: > 0 } line && Level(line) == 0 && ItemOf(line) is null && !line.StartsWith("```", StringComparison.Ordinal))
        {
            text += "\n" + line;
            at++;
        }

        MarkdownLine.Append(html, text);
        html.Markup("</p>\n");
    }

    private bool IsTable() => lines[at].TrimStart().StartsWith('|') && at + 1 < lines.Length && lines[at + 1].Contains('-', StringComparison.Ordinal) && lines[at + 1].AsSpan().Trim().TrimStart("|-: ").Length == 0;

    private static int Level(string line)
    {
        var marks = line.Length - line.TrimStart('#').Length;
        return marks is >= 1 and <= 6 && (line.Length == marks || line[marks] == ' ') ? marks : 0;
    }

    /// <summary>The text of an item of a list; null where the line is none.</summary>
    private static string? ItemOf(string line)
    {
        if (line.Length > 2 && line[0] is ('-' or '*' or '+') && line[1] == ' ') return line[2..].Trim();
        var digits = line.Length - line.AsSpan().TrimStart("0123456789").Length;
        return digits is >= 1 and <= 4 && line.Length > digits + 2 && line[digits] == '.' && line[digits + 1] == ' ' ? line[(digits + 2)..].Trim() : null;
    }
}
