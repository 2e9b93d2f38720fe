using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>The page of an evaluation, to which a build adds what the evaluation cannot know: by which stages the model came.</summary>
public static class ReportPage
{
    // Texts on the page are escaped: none of them can be taken for these.
    internal const string LineageLinkPlace = "<!--lineage link-->\n", LineagePlace = "<!--lineage-->\n";

    /// <summary>The page with a section that names the stages, in the order given.</summary>
    /// <param name="page">As <see cref="Evaluation.Page"/> holds it, without such a section.</param>
    public static string WithLineage(string page, IReadOnlyList<LineageFact> facts)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(facts);
        if (!page.Contains(LineagePlace, StringComparison.Ordinal)) throw new BuildException("the page has no place for a lineage", "give the page as the evaluation made it, once");
        var (link, html) = (new HtmlText(), new HtmlText());
        ReportBody.Link(link, "lineage", "Lineage");
        html.Markup("<section id=\"lineage\">\n<h2>Lineage</h2>\n<p>The stages by which the model came. A key is decided by code, options and inputs: the same key gives the same output, byte for byte.</p>\n");
        html.Markup("<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">stage</th><th scope=\"col\">key</th><th scope=\"col\">output</th><th scope=\"col\">code</th><th scope=\"col\">metrics</th></tr></thead>\n<tbody>\n");
        foreach (var fact in facts) Append(html, fact);
        html.Markup("</tbody>\n</table>\n</div>\n</section>\n");
        return page.Replace(LineageLinkPlace, link.ToString(), StringComparison.Ordinal).Replace(LineagePlace, html.ToString(), StringComparison.Ordinal);
    }

    private static void Append(HtmlText html, LineageFact fact)
    {
        html.Markup("<tr><th scope=\"row\">").Value(fact.Stage).Markup("</th>");
        foreach (var digest in new[] { fact.Key, fact.Output, fact.Code ?? "" }) html.Add($"<td><code class=\"digest\" title=\"{digest}\">{digest}</code></td>");
        html.Add($"<td>{string.Join(", ", fact.Metrics.Select(metric => $"{metric.Key} {HtmlNumber.Of(metric.Value)}"))}</td></tr>\n");
    }
}
