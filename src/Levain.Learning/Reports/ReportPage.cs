using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>The page of an evaluation, to which others add what the evaluation cannot know: by which stages the model came, how it was tuned.</summary>
public static class ReportPage
{
    // Texts on the page are escaped: none of them can be taken for these.
    internal const string LineageLinkPlace = "<!--lineage link-->\n", LineagePlace = "<!--lineage-->\n";

    /// <summary>The page with one more section of plots, such as those of a study, in front of the lineage.</summary>
    /// <param name="page">As <see cref="Evaluation.Page"/> holds it, without a lineage.</param>
    /// <param name="id">What a link to the section ends with: lower-case letters and hyphens.</param>
    public static string WithPlots(string page, string id, string heading, params IReadOnlyList<Plot> plots)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(plots);
        if (id.Length == 0 || !id.All(letter => char.IsAsciiLetterLower(letter) || letter == '-')) throw new BuildException($"a section of a page cannot be called `{id}`", "take lower-case letters and hyphens");
        var html = new HtmlText();
        foreach (var plot in plots) html.Plot(plot);
        return With(page, new(id, heading, $"<div class=\"plots\">\n{html}</div>\n"), isLast: false);
    }

    /// <summary>The page with a section that names the stages, in the order given.</summary>
    /// <param name="page">As <see cref="Evaluation.Page"/> holds it, without such a section.</param>
    public static string WithLineage(string page, IReadOnlyList<LineageFact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var html = new HtmlText().Markup("<p>The stages by which the model came. A key is decided by code, options and inputs: the same key gives the same output, byte for byte.</p>\n");
        html.Markup("<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">stage</th><th scope=\"col\">key</th><th scope=\"col\">output</th><th scope=\"col\">code</th><th scope=\"col\">metrics</th></tr></thead>\n<tbody>\n");
        foreach (var fact in facts) Append(html, fact);
        return With(page, new("lineage", "Lineage", html.Markup("</tbody>\n</table>\n</div>\n").ToString()), isLast: true);
    }

    private static string With(string page, ReportSection section, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!page.Contains(LineagePlace, StringComparison.Ordinal)) throw new BuildException("the page has no place for a lineage", "give the page as the evaluation made it, and add its lineage last");
        var (link, html) = (new HtmlText(), new HtmlText());
        ReportBody.Append(link, html, section);
        if (!isLast) (link, html) = (link.Markup(LineageLinkPlace), html.Markup(LineagePlace));
        return page.Replace(LineageLinkPlace, link.ToString(), StringComparison.Ordinal).Replace(LineagePlace, html.ToString(), StringComparison.Ordinal);
    }

    private static void Append(HtmlText html, LineageFact fact)
    {
        html.Markup("<tr><th scope=\"row\">").Value(fact.Stage).Markup("</th>");
        foreach (var digest in new[] { fact.Key, fact.Output, fact.Code ?? "" }) html.Add($"<td><code class=\"digest\" title=\"{digest}\">{digest}</code></td>");
        html.Markup("<td class=\"wrap\">");
        for (var i = 0; i < fact.Metrics.Count; i++) html.Add($"<span>{fact.Metrics[i].Key} {HtmlNumber.Of(fact.Metrics[i].Value)}{(i < fact.Metrics.Count - 1 ? ", " : "")}</span>");
        html.Markup("</td></tr>\n");
    }
}
