using Levain.Learning.Metrics;
using Levain.Learning.Objectives;

namespace Levain.Learning;

/// <summary>How good predictions are, as one number.</summary>
public abstract partial record Metric
{
    private protected Metric()
    {
    }

    /// <summary>The root of the mean of the squares of the errors.</summary>
    public static Metric Rmse => new RootMeanSquare();

    /// <summary>The mean size of the errors.</summary>
    public static Metric Mae => new MeanAbsolute();

    /// <summary>The mean size of the errors as shares of the labels, none of which may be 0: 0.1 is ten percent.</summary>
    public static Metric Mape => new MeanShare();

    /// <summary>The mean pinball loss of predicted quantiles.</summary>
    public static Metric Pinball(double alpha) => new Pinball { Alpha = alpha };

    /// <summary>The mean of what observed counts are unlikely, as negative logarithms.</summary>
    public static Metric PoissonLogLoss => new PoissonLogLoss();

    /// <summary>The mean negative logarithm of the probability that was given to what happened.</summary>
    public static Metric LogLoss => new BinaryLogLoss();

    /// <summary>The share of rows on the wrong side of 0.5.</summary>
    public static Metric Error => new WrongSide();

    /// <summary>The chance that a row labelled 1 is predicted higher than one labelled 0, ties counted half. Rows of one label only have none: an error, since a number would steer training by nothing.</summary>
    public static Metric Auc => new AreaUnderRoc();

    /// <summary>The area under the curve of precision by recall, between its points as Davis and Goadrich draw it.</summary>
    public static Metric AucPr => new AreaUnderPrecision();

    /// <summary>As <see cref="LogLoss"/>, for the probabilities of several classes.</summary>
    public static Metric MultiLogLoss => new ClassLogLoss();

    /// <summary>The share of rows whose likeliest class is another than theirs.</summary>
    public static Metric MultiError => new WrongClass();

    /// <summary>What is usually watched with an objective.</summary>
    public static Metric DefaultFor(Objective objective) => objective switch
    {
        AbsoluteError => Mae,
        QuantileError quantile => Pinball(quantile.Alpha),
        Poisson => PoissonLogLoss,
        // A margin is no probability, but it orders rows.
        Logistic { PredictsMargin: true } => Auc,
        Logistic { Labels: LogisticLabels.Shares } => Rmse,
        Logistic => LogLoss,
        Softmax => MultiLogLoss,
        _ => Rmse,
    };

    /// <summary>XGBoost's name for it, or the usual one where XGBoost has none.</summary>
    public abstract string Name { get; }

    public abstract bool HigherIsBetter { get; }

    /// <summary>Predictions as <see cref="Objective.Predict"/> makes them, a row's outputs together; an empty span of weights means 1 each.</summary>
    public abstract double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    private protected void CheckLengths(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        if (labels.Length == 0) throw new BuildException($"metric `{Name}` has no rows to measure", "look where the set is made: a filter may leave nothing over");
        if (predictions.Length % labels.Length != 0 || predictions.Length == 0 || (weights.Length != 0 && weights.Length != labels.Length))
            throw new ArgumentException($"{predictions.Length} predictions, {labels.Length} labels and {weights.Length} weights");
    }

    private protected void CheckOneOutput(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels)
    {
        if (predictions.Length != labels.Length)
            throw new BuildException(FormattableString.Invariant($"metric `{Name}` measures one number a row, and {predictions.Length / labels.Length} are predicted"), "`mlogloss` and `merror` measure several classes");
    }

    private protected void CheckNumber(float prediction, int row)
    {
        if (float.IsNaN(prediction)) throw new BuildException($"metric `{Name}` measures numbers, and the prediction of row {row + 1} is none", "look at the model: its training may have diverged");
    }

    private protected void CheckProbability(float prediction, int row)
    {
        if (!(prediction is >= 0f and <= 1f)) throw new BuildException(FormattableString.Invariant($"metric `{Name}` measures probabilities, and the prediction of row {row + 1} is {prediction}"), "take an objective that predicts probabilities, such as `Objective.Logistic`");
    }

    private protected void CheckSide(float label, int row)
    {
        if (label is not (0f or 1f)) throw new BuildException(FormattableString.Invariant($"metric `{Name}` wants labels of 0 and 1, and that of row {row + 1} is {label}"), "take a metric that fits the objective");
    }

    private protected BuildException NoWeight() => new($"metric `{Name}` has no row to measure whose weight is above 0", "give some rows a weight above 0, or no weights at all");
}
