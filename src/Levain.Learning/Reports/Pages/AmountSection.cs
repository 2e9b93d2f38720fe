namespace Levain.Learning.Reports;

/// <summary>Where predicted amounts miss, and by how much.</summary>
internal static class AmountSection
{
    private const int Parts = 10;

    public static ReportSection Of(Judgement judgement)
    {
        var (split, target) = (judgement.Test.Split, judgement.Target);
        var residuals = split.Labels.Zip(split.Predictions, (label, prediction) => (double)label - prediction).ToArray();
        var (least, most) = (Math.Min(split.Labels.Min(), split.Predictions.Min()), Math.Max(split.Labels.Max(), split.Predictions.Max()));
        var html = new HtmlText().Markup("<div class=\"plots\">\n");
        html.Plot(new ScatterPlot
        {
            Title = "What came by what was predicted",
            X = new($"predicted {target}"),
            Y = new(target),
            Groups = [new("rows", [.. split.Predictions.Zip(split.Labels, (prediction, label) => new PlotPoint(prediction, label))])],
            References = [new("equal", [new(least, least), new(most, most)])],
            Width = 520,
        });
        html.Plot(new ScatterPlot
        {
            Title = "Residuals by what was predicted",
            X = new($"predicted {target}"),
            Y = new($"{target} less its prediction"),
            Groups = [new("rows", [.. split.Predictions.Zip(residuals, (prediction, residual) => new PlotPoint(prediction, residual))])],
            References = [new("none", [new(split.Predictions.Min(), 0), new(split.Predictions.Max(), 0)])],
            Width = 520,
        });
        html.Plot(HistogramPlot.Of("Residuals", $"{target} less its prediction", residuals) with { Width = 520, PanelHeight = 260 });
        html.Plot(new LinePlot
        {
            Title = "Means by tenths of the predictions",
            X = new($"mean predicted {target}"),
            Y = new($"mean {target}"),
            Lines = [new("tenths of the rows", Tenths(split))],
            References = [new("equal", [new(least, least), new(most, most)])],
            Width = 520,
            PanelHeight = 260,
        });
        return new("residuals", "Residuals", html.Markup("</div>\n").ToString());
    }

    // Rows that are predicted alike stay together only by chance: what counts is the order.
    private static PlotPoint[] Tenths(JudgedSplit split)
    {
        int[] order = [.. Enumerable.Range(0, split.Labels.Length).OrderBy(row => split.Predictions[row]).ThenBy(row => row)];
        var parts = Math.Min(Parts, order.Length);
        return [.. Enumerable.Range(0, parts).Select(part => order[(int)((long)order.Length * part / parts)..(int)((long)order.Length * (part + 1) / parts)]).Select(rows => split.Take(rows)).Select(rows => new PlotPoint(SliceMeasuring.Mean(rows.Predictions, 1, rows.Weights), SliceMeasuring.Mean(rows.Labels, 1, rows.Weights)))];
    }
}
