using Levain.Learning.Metrics;

namespace Levain.Learning;

// How often predicted classes and probabilities are right. One output is a probability, and predicts 1 where it is above the threshold; of several the highest is predicted, and the threshold is not asked.
public abstract partial record Metric
{
    /// <summary>The share of rows whose predicted class is theirs.</summary>
    public static Metric Accuracy(double threshold = 0.5) => new Accuracy { Threshold = threshold };

    /// <summary>The share of the rows predicted 1 that are labelled 1; 0 where none is predicted 1.</summary>
    public static Metric Precision(double threshold = 0.5) => new Precision { Threshold = threshold };

    /// <summary>The share of the rows labelled 1 that are predicted 1.</summary>
    public static Metric Recall(double threshold = 0.5) => new Recall { Threshold = threshold };

    /// <summary>The harmonic mean of precision and recall, where recall counts <paramref name="beta"/> times as much.</summary>
    public static Metric FBeta(double beta = 1, double threshold = 0.5) => new FBeta { Beta = beta, Threshold = threshold };

    /// <summary>Cohen's kappa: accuracy beyond what chance would have, as a share of what is beyond it at best.</summary>
    public static Metric Kappa(double threshold = 0.5) => new Kappa { Threshold = threshold };

    /// <summary>Matthews' correlation of predicted and labelled classes, from -1 to 1; 0 where one class alone is predicted.</summary>
    public static Metric Mcc(double threshold = 0.5) => new Matthews { Threshold = threshold };

    /// <summary>The mean of the squares of the errors of probabilities of 1.</summary>
    public static Metric Brier => new Brier();

    /// <summary>The expected calibration error: how far the mean probability is from the share of labels 1, on average over the rows, in bins of equal width that hold their upper end.</summary>
    public static Metric CalibrationError(int bins = 10) => new CalibrationError { Bins = bins };
}
