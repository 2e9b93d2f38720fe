namespace Levain.Learning.Reports;

/// <summary>What the model was judged by and what it learned from: rows, features, how often what is predicted happens.</summary>
internal static class DataSection
{
    public static ReportSection Of(Judgement judgement)
    {
        var html = new HtmlText();
        html.Add($"<p>Target <code>{judgement.Target}</code>{(judgement.Weight is { } weight ? $", rows weighed by {weight}" : "")}; {HtmlNumber.Counted(judgement.Model.Features.Count, "feature")}.</p>\n");
        html.Add($"<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">split</th><th scope=\"col\" class=\"n\">rows</th><th scope=\"col\" class=\"n\">columns</th>");
        html.Add($"<th scope=\"col\" class=\"n\">{MeanWord(judgement.Model.Task)}</th></tr></thead>\n<tbody>\n");
        foreach (var measured in judgement.Splits) Append(html, measured.Split, judgement.Model.Task);
        html.Markup("</tbody>\n</table>\n</div>\n<details>\n<summary>Features</summary>\n<ol class=\"features\">\n");
        foreach (var feature in judgement.Model.Features) html.Markup("<li>").Value(feature.Name).Markup(feature.Kind == FeatureKind.Category ? " <span class=\"soft\">category</span>" : "").Markup("</li>\n");
        return new("data", "Data", html.Markup("</ol>\n</details>\n").ToString());
    }

    public static string MeanWord(ReportTask task) => task switch
    {
        ReportTask.Binary => "share of positives",
        ReportTask.Classes => "classes",
        _ => "mean of the target",
    };

    public static string Mean(JudgedSplit split, ReportTask task) => task switch
    {
        ReportTask.Binary => HtmlNumber.Share(SliceMeasuring.Mean(split.Labels, 1, split.Weights)),
        ReportTask.Classes => HtmlNumber.Count(split.Labels.Distinct().Count()),
        _ => HtmlNumber.Of(SliceMeasuring.Mean(split.Labels, 1, split.Weights)),
    };

    private static void Append(HtmlText html, JudgedSplit split, ReportTask task) =>
        html.Add($"<tr><th scope=\"row\">{split.Name}</th><td class=\"n\">{HtmlNumber.Count(split.Labels.Length)}</td><td class=\"n\">{HtmlNumber.Count(split.Rows.Columns.Count)}</td><td class=\"n\">{Mean(split, task)}</td></tr>\n");
}
