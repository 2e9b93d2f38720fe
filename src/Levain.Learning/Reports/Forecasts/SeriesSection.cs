namespace Levain.Learning.Reports;

/// <summary>How errors are spread over the series, and which are the worst.</summary>
internal static class SeriesSection
{
    private const int Worst = 15, Bins = 16;

    public static ReportSection? Of(ForecastJudgement judgement)
    {
        if (judgement.Series.Length < 2) return null;
        var html = new HtmlText().Markup("<div class=\"plots\">\n");
        double[] errors = [.. judgement.Series.Select(series => series.Metrics[0].Value).OfType<double>()];
        if (errors.Length > 0) html.Plot(HistogramPlot.Of("Errors by series", $"{judgement.Measures[0].Name} of a series", errors, Bins) with { CountLabel = "series", Width = 520 });
        html.Markup("</div>\n");
        Append(html, judgement);
        return new("series", "Series", html.ToString());
    }

    private static void Append(HtmlText html, ForecastJudgement judgement)
    {
        html.Markup("<h3>The worst</h3>\n<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">series</th><th scope=\"col\" class=\"n\">dates</th>");
        foreach (var measure in Measures(judgement)) html.Add($"<th scope=\"col\" class=\"n\">{measure}</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
        foreach (var series in judgement.Series.Take(Worst))
        {
            html.Markup("<tr><th scope=\"row\">").Value(series.Name).Add($"</th><td class=\"n\">{HtmlNumber.Count(series.Rows)}</td>");
            foreach (var measure in Measures(judgement)) html.Add($"<td class=\"n\">{HtmlNumber.Of(series.Find(measure)!)}</td>");
            html.Markup("</tr>\n");
        }

        html.Markup("</tbody>\n</table>\n</div>\n");
        if (judgement.Series.Length > Worst) html.Add($"<p class=\"note\">{HtmlNumber.Count(judgement.Series.Length - Worst)} better ones not shown.</p>\n");
        var silent = judgement.Series.Count(series => series.Metrics[0].Value is null);
        if (silent > 0) html.Add($"<p class=\"note\">The values of {HtmlNumber.Count(silent)} of them are all 0: errors are no share of these.</p>\n");
    }

    private static IEnumerable<string> Measures(ForecastJudgement judgement) =>
        judgement.Measures.Select(measure => measure.Name).Where(name => name is "wape" or "mae" or "rmse" or "bias" or "coverage" or "width");
}
