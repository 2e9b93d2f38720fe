namespace Levain.Learning.Reports;

/// <summary>What features do to single predictions: the swarm of all, and the curve of each that matters most.</summary>
internal static class ShapSection
{
    private const int Swarms = 15, Curves = 6;

    public static ReportSection Of(TreeModel model, ShapSample shap)
    {
        var unit = model.Objective.Name is "binary:logistic" or "binary:logitraw" or "reg:logistic" ? "log odds" : model.Objective.Name is "count:poisson" ? "logarithm of the count" : "prediction";
        var axis = new PlotAxis($"SHAP value: what the feature adds to the {unit}");
        var html = new HtmlText().Add($"<p>What each feature adds to the {unit} of a row, for {HtmlNumber.Counted(shap.Rows, "test row")}: with the mean of all rows, these add up to what is predicted.</p>\n");
        html.Plot(new BeeswarmPlot
        {
            Title = "SHAP summary",
            X = axis,
            Swarms = [.. shap.Order.Where(feature => shap.Means[feature] > 0).Select(feature => new PlotSwarm(model.Features[feature].Name, shap.Of(feature)) { Feature = shap.Values(feature) })],
            Most = Swarms,
            Width = 860,
        });
        html.Markup("<div class=\"plots\">\n");
        foreach (var feature in shap.Order.Where(feature => shap.Means[feature] > 0).Take(Curves)) html.Plot(Curve(model.Features[feature].Name, shap.Values(feature), shap.Of(feature)));
        return new("shap", "What features do", html.Markup("</div>\n").ToString());
    }

    private static ScatterPlot Curve(string feature, double[] values, double[] added) => new()
    {
        Title = feature,
        X = new(feature),
        Y = new("SHAP value"),
        Groups = [new("rows", [.. values.Zip(added, (value, each) => new PlotPoint(value, each))])],
        Width = 520,
        PanelHeight = 260,
    };
}
