namespace Levain.Learning.Reports;

/// <summary>The forecasts beside other forecasters, on the same dates.</summary>
internal static class BaselineSection
{
    public static ReportSection Of(ForecastJudgement judgement)
    {
        var html = new HtmlText().Markup("<p>Both sides are measured on the dates that both tell, and the difference on the same draws of the series: what is hard for both cancels out. Below 0, the forecasts miss by less than the baseline.</p>\n");
        foreach (var baseline in judgement.Baselines) Append(html, judgement, baseline);
        return new("baselines", "Beside baselines", html.ToString());
    }

    private static void Append(HtmlText html, ForecastJudgement judgement, ComparedForecasts baseline)
    {
        html.Markup("<h3>").Value(baseline.Name).Markup("</h3>\n<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">metric</th><th scope=\"col\" class=\"n\">forecasts</th><th scope=\"col\" class=\"n\">").Value(baseline.Name);
        html.Markup("</th><th scope=\"col\" class=\"n\">difference</th><th scope=\"col\" class=\"n\">95 % interval</th><th scope=\"col\" class=\"n\">p</th></tr></thead>\n<tbody>\n");
        foreach (var own in baseline.Own)
        {
            if (baseline.Metrics.FirstOrDefault(metric => metric.Name == own.Name) is not { } other) continue;
            var difference = baseline.Differences.FirstOrDefault(each => each.Name == own.Name);
            html.Add($"<tr><th scope=\"row\">{own.Name}</th><td class=\"n\">{HtmlNumber.Of(own)}</td><td class=\"n\">{HtmlNumber.Of(other)}</td><td class=\"n strong\">{(difference is null ? "" : HtmlNumber.Fixed(difference.Value))}</td>");
            html.Add($"<td class=\"n soft\">{Between(difference)}</td><td class=\"n soft\">{(difference?.Chance is { } chance ? HtmlNumber.Fixed(chance) : "")}</td></tr>\n");
        }

        html.Markup("</tbody>\n</table>\n</div>\n");
        if (baseline.Rows < judgement.All.Rows) html.Add($"<p class=\"note\">Compared on {HtmlNumber.Count(baseline.Rows)} of {HtmlNumber.Counted(judgement.All.Rows, "date")}: the baseline does not tell the others.</p>\n");
    }

    public static string Between(ComparedMetric? difference) => difference?.Interval is { } interval ? $"{HtmlNumber.Fixed(interval.Low)} to {HtmlNumber.Fixed(interval.High)}" : "";
}
