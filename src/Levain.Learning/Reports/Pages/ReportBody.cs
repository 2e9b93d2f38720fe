using Levain.Drawing;

namespace Levain.Learning.Reports;

/// <summary>The page of a model, from its judgement.</summary>
internal static class ReportBody
{
    public static string Of(Judgement judgement) => Of(judgement.Title, judgement.Model.Kind, Summary.Of(judgement), Sections(judgement));

    /// <param name="lead">What the page has to say, in a sentence.</param>
    public static string Of(string title, string kind, string lead, IEnumerable<ReportSection?> sections)
    {
        var html = new HtmlText();
        html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        html.Add($"<title>{title}</title>\n").Markup("<style>\n").Markup(ReportStyle.Text).Markup("</style>\n").Markup(PlotStyle.Text).Markup("</head>\n<body>\n<main>\n");
        html.Add($"<header>\n<h1>{title}</h1>\n<p class=\"soft\">{kind}</p>\n<p class=\"lead\">{lead}</p>\n</header>\n");
        html.Markup("<nav aria-label=\"contents\">\n<ol>\n");
        var body = new HtmlText();
        foreach (var section in sections.OfType<ReportSection>()) Append(html, body, section);
        return html.Markup(ReportPage.LineageLinkPlace).Markup("</ol>\n</nav>\n").Markup(body.ToString()).Markup(ReportPage.LineagePlace).Markup("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Adds a section, and what the contents say of it.</summary>
    public static void Append(HtmlText contents, HtmlText body, ReportSection section)
    {
        contents.Add($"<li><a href=\"#{section.Id}\">{section.Heading}</a></li>\n");
        body.Add($"<section id=\"{section.Id}\">\n<h2>{section.Heading}</h2>\n").Markup(section.Html).Markup("</section>\n");
    }

    private static IEnumerable<ReportSection?> Sections(Judgement judgement)
    {
        yield return Figures(judgement);
        yield return TaskSection.Of(judgement);
        foreach (var section in judgement.Model.Sections(judgement)) yield return section;
        yield return TuningSection.Of(judgement);
        yield return SliceSection.Of(judgement);
        yield return DataSection.Of(judgement);
        yield return AboutSection.Of(judgement);
    }

    private static ReportSection Figures(Judgement judgement)
    {
        var html = new HtmlText();
        FigureTable.Append(html, judgement);
        html.Add($"<p class=\"note\">Intervals hold 95 % of {HtmlNumber.Counted(judgement.Draws, "draw")} of the test rows, with replacement. They take rows for independent: where rows come in groups or follow one another in time, the truth is wider.</p>\n");
        return new("metrics", "Metrics", html.ToString());
    }
}
