namespace Levain.Learning.Reports;

/// <summary>The table of the metrics.</summary>
internal static class ForecastFigures
{
    public static ReportSection Of(ForecastJudgement judgement)
    {
        var html = new HtmlText().Markup("<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">metric</th><th scope=\"col\"></th><th scope=\"col\">better</th><th scope=\"col\" class=\"n\">forecasts</th><th scope=\"col\" class=\"n\">95 % interval</th></tr></thead>\n<tbody>\n");
        for (var i = 0; i < judgement.Measures.Length; i++)
        {
            var (measure, metric) = (judgement.Measures[i], judgement.All.Metrics[i]);
            html.Add($"<tr><th scope=\"row\">{measure.Name}</th><td class=\"soft\">{measure.Words}</td><td class=\"soft\">{measure.Better}</td><td class=\"n strong\">{HtmlNumber.Of(metric)}</td><td class=\"n soft\">{HtmlNumber.IntervalOf(metric)}</td></tr>\n");
        }

        html.Markup("</tbody>\n</table>\n</div>\n");
        foreach (var problem in judgement.All.Metrics.Select(metric => metric.Problem).OfType<string>()) html.Add($"<p class=\"note\">{problem}</p>\n");
        return new("metrics", "Metrics", html.Add($"<p class=\"note\">{Note(judgement)}</p>\n").ToString());
    }

    public static string Note(ForecastJudgement judgement) => judgement.All.Series > 1
        ? $"Intervals hold 95 % of {HtmlNumber.Counted(judgement.Draws, "draw")} of the series, with replacement: all dates of a series stay together. They say how far other series of the kind would move a metric, not other years."
        : "One series has no intervals: there are no others to draw.";
}
