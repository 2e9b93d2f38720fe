namespace Levain.Learning.Reports;

/// <summary>How training went: a metric by the number of rounds, for each split.</summary>
internal static class HistorySection
{
    public static ReportSection? Of(JudgedTrees trees, Judgement judgement)
    {
        var metric = trees.Task switch
        {
            ReportTask.Binary => Metric.LogLoss,
            ReportTask.Classes => Metric.MultiLogLoss,
            _ => Metric.DefaultFor(trees.Objective),
        };
        var lines = judgement.Splits.Select(measured => TreeHistory.Of(trees, measured.Split, metric, judgement.Threads)).ToArray();
        if (lines[0].Points.Count == 0) return null;
        var html = new HtmlText().Markup("<p>The metric that training would have ended with after fewer rounds. Where a split that training did not see goes up while the training rows go down, more rounds learn the rows by heart.</p>\n");
        html.Plot(new LinePlot { Title = $"{metric.Name} by rounds", X = new("rounds") { Kind = PlotAxisKind.Whole }, Y = new(metric.Name), Lines = lines, Width = 860 });
        return new("history", "Training history", html.ToString());
    }
}
