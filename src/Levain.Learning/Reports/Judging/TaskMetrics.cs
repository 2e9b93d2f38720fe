using Levain.Learning.Objectives;

namespace Levain.Learning.Reports;

/// <summary>What is usually measured of a model.</summary>
internal static class TaskMetrics
{
    public static IReadOnlyList<Metric> Of(ReportTask task, Objective objective) => (task, objective) switch
    {
        (ReportTask.Binary, _) => [Metric.Auc, Metric.AucPr, Metric.LogLoss, Metric.Brier, Metric.CalibrationError(), Metric.Accuracy(), Metric.Precision(), Metric.Recall(), Metric.FBeta(), Metric.Mcc(), Metric.Kappa()],
        (ReportTask.Classes, _) => [Metric.MultiLogLoss, Metric.Accuracy(), Metric.Kappa(), Metric.Mcc()],
        (_, QuantileError quantile) => [Metric.Pinball(quantile.Alpha), Metric.Mae, Metric.MedianAe],
        (_, Poisson) => [Metric.PoissonLogLoss, .. Amounts],
        _ => Amounts,
    };

    private static IReadOnlyList<Metric> Amounts => [Metric.Mae, Metric.MedianAe, Metric.Rmse, Metric.R2, Metric.Wape, Metric.Smape, Metric.Mape, Metric.ResidualDeviation];
}
