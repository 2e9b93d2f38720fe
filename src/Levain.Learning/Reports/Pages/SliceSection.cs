using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>The metrics by the values of columns, the worst first.</summary>
internal static class SliceSection
{
    public static ReportSection? Of(Judgement judgement) =>
        Of(judgement.Slices, judgement.Test.Metrics, judgement.Test.Split.Labels.Length, hasMeans: judgement.Model.Task != ReportTask.Classes, "test rows");

    /// <param name="all">What all rows have.</param>
    /// <param name="what">What the rows are.</param>
    public static ReportSection? Of(ImmutableArray<SliceTable> tables, ImmutableArray<MeasuredMetric> all, int rows, bool hasMeans, string what)
    {
        if (tables.IsEmpty) return null;
        var html = new HtmlText();
        html.Add($"<p>The {what} apart by the values of {(tables.Length == 1 ? "a column" : "columns")}, the worst by {all[0].Name} first, with 95 % intervals. A slice with few rows is uncertain: look at its interval before its number.</p>\n");
        foreach (var table in tables) Append(html, table, [.. all.Take(Measuring.SliceIntervals)], rows, hasMeans);
        return new("slices", "Slices", html.ToString());
    }

    private static void Append(HtmlText html, SliceTable table, MeasuredMetric[] metrics, int rows, bool hasMeans)
    {
        html.Markup("<h3>").Value(table.Column).Markup("</h3>\n<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">value</th><th scope=\"col\" class=\"n\">rows</th>");
        if (hasMeans) html.Markup("<th scope=\"col\" class=\"n\">mean label</th><th scope=\"col\" class=\"n\">mean prediction</th>");
        foreach (var metric in metrics) html.Add($"<th scope=\"col\" class=\"n\">{metric.Name}</th>");
        html.Markup("</tr></thead>\n<tbody>\n");
        foreach (var slice in table.Slices)
        {
            html.Markup("<tr><th scope=\"row\">").Value(slice.Value).Add($"</th><td class=\"n\">{HtmlNumber.Count(slice.Rows)}</td>");
            if (hasMeans) html.Add($"<td class=\"n\">{HtmlNumber.Fixed(slice.MeanLabel)}</td><td class=\"n\">{HtmlNumber.Fixed(slice.MeanPrediction)}</td>");
            foreach (var metric in slice.Metrics.Take(metrics.Length)) Append(html, metric);
            html.Markup("</tr>\n");
        }

        html.Markup("<tr class=\"all\"><th scope=\"row\">all rows</th>").Add($"<td class=\"n\">{HtmlNumber.Count(rows)}</td>");
        if (hasMeans) html.Add($"<td class=\"n\">{HtmlNumber.Fixed(table.MeanLabel)}</td><td class=\"n\">{HtmlNumber.Fixed(table.MeanPrediction)}</td>");
        foreach (var metric in metrics) Append(html, metric);
        html.Markup("</tr>\n</tbody>\n</table>\n</div>\n");
        if (table.LeftOut > 0) html.Add($"<p class=\"note\">{HtmlNumber.Counted(table.LeftOut, "rarer value")} not shown.</p>\n");
    }

    private static void Append(HtmlText html, MeasuredMetric metric) =>
        _ = metric.Problem is { } problem
            ? html.Add($"<td class=\"n\" title=\"{problem}\">–</td>")
            : html.Add($"<td class=\"n\">{HtmlNumber.Of(metric)}<span class=\"interval\">{HtmlNumber.IntervalOf(metric)}</span></td>");
}
