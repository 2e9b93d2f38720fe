namespace Levain.Learning.Reports;

/// <summary>How a model of two classes ranks, how honest its probabilities are, and what it mixes up.</summary>
internal static class BinarySection
{
    private const int Bins = 10;

    public static ReportSection Of(Judgement judgement)
    {
        var (test, splits) = (judgement.Test.Split, judgement.Splits.Select(measured => measured.Split).ToArray());
        var html = new HtmlText().Markup("<div class=\"plots\">\n");
        html.Plot(ClassifierPlots.Roc("ROC curve", [.. splits.Select(split => ClassifierPlots.RocLine(split.Name, split.Predictions, split.Labels, split.Weights))]));
        html.Plot(ClassifierPlots.Precision("Precision by recall", [.. splits.Select(split => ClassifierPlots.PrecisionLine(split.Name, split.Predictions, split.Labels, split.Weights))]));
        html.Plot(ClassifierPlots.Calibration("Calibration", ClassifierPlots.CalibrationLine(test.Name, test.Predictions, test.Labels, Bins)));
        html.Plot(HistogramPlot.Of("Predicted probabilities", "predicted probability", [.. test.Predictions.Select(prediction => (double)prediction)]) with { Width = 520, PanelHeight = 400 });
        html.Plot(Confusion(test));
        return new("curves", "Curves", html.Markup("</div>\n").ToString());
    }

    private static HeatMap Confusion(JudgedSplit split)
    {
        var matrix = ConfusionMatrix.Of(split.Predictions, split.Labels, split.Weights);
        return HeatMap.Confusion("Confusion at 0.5", ["0", "1"], [[matrix[0, 0], matrix[0, 1]], [matrix[1, 0], matrix[1, 1]]]) with { Width = 520 };
    }
}
