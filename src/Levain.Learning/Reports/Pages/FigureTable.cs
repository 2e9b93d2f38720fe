namespace Levain.Learning.Reports;

/// <summary>The table of the metrics: a row for each, with its interval, and beside it what the rows give that the model has seen.</summary>
internal static class FigureTable
{
    public static void Append(HtmlText html, Judgement judgement)
    {
        html.Markup("<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">metric</th><th scope=\"col\"></th><th scope=\"col\">better</th><th scope=\"col\" class=\"n\">test</th><th scope=\"col\" class=\"n\">95 % interval</th>");
        foreach (var other in judgement.Others) html.Add($"<th scope=\"col\" class=\"n\">{other.Split.Name}</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < judgement.Test.Metrics.Length; i++) Append(html, judgement, i);
        html.Markup("</tbody>\n</table>\n</div>\n");
        foreach (var problem in judgement.Test.Metrics.Select(metric => metric.Problem).OfType<string>()) html.Add($"<p class=\"note\">{problem}</p>\n");
    }

    private static void Append(HtmlText html, Judgement judgement, int place)
    {
        var metric = judgement.Test.Metrics[place];
        html.Add($"<tr><th scope=\"row\">{metric.Name}</th><td class=\"soft\">{MetricWords.Of(metric.Name)}</td><td class=\"soft\">{(metric.HigherIsBetter ? "higher" : "lower")}</td>");
        html.Add($"<td class=\"n strong\">{HtmlNumber.Of(metric)}</td><td class=\"n soft\">{HtmlNumber.IntervalOf(metric)}</td>");
        foreach (var other in judgement.Others) html.Add($"<td class=\"n\">{HtmlNumber.Of(other.Metrics[place])}</td>");
        html.Markup("</tr>\n");
    }
}
