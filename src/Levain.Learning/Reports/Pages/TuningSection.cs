namespace Levain.Learning.Reports;

/// <summary>How the parameters of the model were found.</summary>
internal static class TuningSection
{
    public static ReportSection? Of(Judgement judgement)
    {
        if (judgement.Tuning is not { } tuning) return null;
        var html = new HtmlText().Add($"<p>The best of {tuning.Told}. Its score is that of the rows it was chosen by: the metrics above are of rows that chose nothing.</p>\n");
        html.Markup("<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">parameter</th><th scope=\"col\" class=\"n\">best</th></tr></thead>\n<tbody>\n");
        foreach (var (name, value) in tuning.BestParameters) html.Markup("<tr><th scope=\"row\">").Value(name).Markup("</th><td class=\"n\">").Value(value).Markup("</td></tr>\n");
        html.Markup("</tbody>\n</table>\n</div>\n<div class=\"plots\">\n");
        html.Plot(tuning.History with { Width = 520 }).Plot(tuning.Importance with { Width = 520 });
        return new("tuning", "Tuning", html.Markup("</div>\n").Plot(tuning.Parallel with { Width = 860 }).ToString());
    }
}
