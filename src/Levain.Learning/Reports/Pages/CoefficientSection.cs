using Levain.Numerics;

namespace Levain.Learning.Reports;

/// <summary>What each feature of a linear model counts.</summary>
internal static class CoefficientSection
{
    private const int MostBars = 30;

    public static ReportSection Of(LinearModel model, JudgedSplit split)
    {
        var unit = model.Kind == LinearKind.Logistic ? "log odds" : "prediction";
        var rows = model.Coefficients.Select(coefficient => (coefficient.Feature, coefficient.Value, Deviation: Deviation(split.Features, coefficient.Feature))).ToArray();
        var html = new HtmlText();
        html.Plot(new BarPlot
        {
            Title = "What a usual step of each feature adds",
            Summary = $"coefficient times the standard deviation in the test rows: a change of the {unit}",
            Value = new(unit),
            Bars = [.. rows.OrderByDescending(row => Math.Abs(row.Value * row.Deviation)).Select(row => new PlotBar(row.Feature, row.Value * row.Deviation))],
            Most = MostBars,
            Width = 860,
        });
        html.Markup("<details>\n<summary>Coefficients</summary>\n<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">feature</th><th scope=\"col\" class=\"n\">coefficient</th><th scope=\"col\" class=\"n\">standard deviation</th></tr></thead>\n<tbody>\n");
        html.Add($"<tr><th scope=\"row\">intercept</th><td class=\"n\">{HtmlNumber.Of(model.Intercept)}</td><td></td></tr>\n");
        foreach (var (feature, value, deviation) in rows) html.Markup("<tr><th scope=\"row\">").Value(feature).Add($"</th><td class=\"n\">{HtmlNumber.Of(value)}</td><td class=\"n\">{HtmlNumber.Of(deviation)}</td></tr>\n");
        return new("coefficients", "Coefficients", html.Markup("</tbody>\n</table>\n</div>\n</details>\n").ToString());
    }

    private static double Deviation(DenseMatrix rows, string feature)
    {
        var values = rows.Column(rows.IndexOf(feature));
        ExactSum sum = new(), squares = new();
        foreach (var value in values) sum.Add(value);
        var mean = sum.Value / values.Length;
        foreach (var value in values) squares.Add((value - mean) * (value - mean));
        return Math.Sqrt(squares.Value / values.Length);
    }
}
