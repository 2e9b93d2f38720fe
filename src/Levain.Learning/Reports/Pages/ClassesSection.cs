namespace Levain.Learning.Reports;

/// <summary>Which classes a model mixes up, and how well it knows each.</summary>
internal static class ClassesSection
{
    // A larger matrix cannot be read: the most frequent classes are shown.
    private const int Most = 40;

    public static ReportSection Of(Judgement judgement)
    {
        var split = judgement.Test.Split;
        var matrix = ConfusionMatrix.Of(split.Predictions, split.Labels, split.Weights);
        int[] classes = [.. Enumerable.Range(0, matrix.ClassCount).OrderByDescending(matrix.Labelled).ThenBy(label => label).Take(Most).Order()];
        var names = classes.Select(label => HtmlNumber.Count(label)).ToArray();
        var html = new HtmlText();
        html.Plot(HeatMap.Confusion("Confusion", names, [.. classes.Select(label => (IReadOnlyList<double>)[.. classes.Select(predicted => matrix[label, predicted])])]));
        if (classes.Length < matrix.ClassCount) html.Add($"<p class=\"note\">{HtmlNumber.Counted(matrix.ClassCount - classes.Length, "rarer class")} not shown.</p>\n");
        html.Markup("<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">class</th><th scope=\"col\" class=\"n\">rows</th><th scope=\"col\" class=\"n\">predicted</th><th scope=\"col\" class=\"n\">precision</th><th scope=\"col\" class=\"n\">recall</th><th scope=\"col\" class=\"n\">f1</th></tr></thead>\n<tbody>\n");
        foreach (var label in classes) Append(html, matrix, label);
        return new("classes", "Classes", html.Markup("</tbody>\n</table>\n</div>\n").ToString());
    }

    private static void Append(HtmlText html, ConfusionMatrix matrix, int label) =>
        html.Add($"<tr><th scope=\"row\">{label}</th><td class=\"n\">{HtmlNumber.Of(matrix.Labelled(label))}</td><td class=\"n\">{HtmlNumber.Of(matrix.Predicted(label))}</td><td class=\"n\">{Measure(matrix.Precision(label))}</td><td class=\"n\">{Measure(matrix.Recall(label))}</td><td class=\"n\">{Measure(matrix.FBeta(1, label))}</td></tr>\n");

    private static string Measure(double value) => double.IsNaN(value) ? "–" : HtmlNumber.Of(value);
}
