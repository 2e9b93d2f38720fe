namespace Levain.Learning.Reports;

/// <summary>Which features trees use, by what they gained in training and by what they add to predictions.</summary>
internal static class ImportanceSection
{
    private const int Most = 20;

    public static ReportSection Of(TreeModel model, ShapSample shap)
    {
        var importances = FeatureImportance.Of(model);
        var all = importances.Sum(importance => importance.TotalGain);
        var gains = importances.OrderByDescending(importance => importance.TotalGain).Select(importance => new PlotBar(importance.Feature.Name, all > 0 ? importance.TotalGain / all : 0));
        var html = new HtmlText().Markup("<div class=\"plots\">\n");
        html.Plot(new BarPlot { Title = "Share of what each feature adds to predictions", Summary = $"mean |SHAP| of {HtmlNumber.Counted(shap.Rows, "test row")}", Value = new("share of all features"), Bars = [.. Shares(model, shap)], Most = Most, Width = 520 });
        html.Plot(new BarPlot { Title = "Share of what each feature gained", Summary = "how much its questions lowered the loss in training", Value = new("share of all features"), Bars = [.. gains], Most = Most, Width = 520 });
        return new("importance", "Importance", html.Markup("</div>\n").ToString());
    }

    private static IEnumerable<PlotBar> Shares(TreeModel model, ShapSample shap)
    {
        var all = shap.Means.Sum();
        return shap.Order.Select(feature => new PlotBar(model.Features[feature].Name, all > 0 ? shap.Means[feature] / all : 0));
    }
}
