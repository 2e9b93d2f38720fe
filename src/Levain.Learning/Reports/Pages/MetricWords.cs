namespace Levain.Learning.Reports;

/// <summary>What metrics are called in full, for those who do not know them by their short names.</summary>
internal static class MetricWords
{
    public static string Of(string metric) => metric switch
    {
        "auc" => "area under the ROC curve",
        "aucpr" => "area under precision by recall",
        "logloss" or "mlogloss" => "log loss",
        "brier" => "Brier score",
        "ece" => "calibration error",
        "accuracy" => "share of rows that are right",
        "precision" => "share of those taken that are positive",
        "recall" => "share of the positives found",
        "f1" => "mean of precision and recall",
        "mcc" => "Matthews’ correlation",
        "kappa" => "accuracy beyond chance",
        "error" or "merror" => "share of rows that are wrong",
        "mae" => "mean size of the errors",
        "medae" => "median size of the errors",
        "mse" => "mean square of the errors",
        "rmse" => "root of the mean square of the errors",
        "r2" => "share of the variance explained",
        "wape" => "errors as a share of the sum",
        "smape" => "symmetric share of the errors",
        "mape" => "mean error as a share of the label",
        "medape" => "median error as a share of the label",
        "residual-deviation" => "standard deviation of the errors",
        "quantile" => "pinball loss",
        "poisson-nloglik" => "how unlikely the counts are",
        _ => "",
    };
}
