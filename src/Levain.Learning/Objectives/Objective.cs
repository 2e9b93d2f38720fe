using Levain.Learning.Objectives;

namespace Levain.Learning;

/// <summary>What training makes small, and how a margin becomes a prediction.</summary>
/// <remarks>A record: it is part of the options of a stage. Every number comes from <c>Levain.Numerics</c> or plain arithmetic, so it is the same everywhere.</remarks>
public abstract partial record Objective
{
    private protected Objective()
    {
    }

    /// <summary>The mean of the squares of the errors: predicts means.</summary>
    public static Objective SquaredError => new SquaredError();

    /// <summary>The mean size of the errors: predicts medians.</summary>
    public static Objective AbsoluteError => new AbsoluteError();

    /// <summary>Whether something happens, labelled 0 or 1: predicts its probability.</summary>
    public static Objective Logistic => new Logistic();

    /// <summary>As <see cref="Logistic"/>, with every row that is labelled 1 counted <paramref name="positiveWeight"/> times, for what is rare: its probabilities are those of such a crowd, not of the rows.</summary>
    public static Objective WeightedLogistic(double positiveWeight) => new Logistic { PositiveWeight = positiveWeight };

    /// <summary>The pinball loss: predicts the value below which the share <paramref name="alpha"/> of the labels lies.</summary>
    public static Objective Quantile(double alpha) => new QuantileError { Alpha = alpha };

    /// <summary>Counts, or other amounts that are never negative: predicts their mean, and fits its logarithm.</summary>
    /// <param name="maxDeltaStep">Added to the margin where the Hessian is taken, and the limit of a leaf's weight, so that steps stay small where little is known; 0 for neither.</param>
    public static Objective Poisson(double maxDeltaStep = 0.7) => new Poisson { MaxDeltaStep = maxDeltaStep };

    /// <summary>One of several classes, labelled 0, 1, 2 and so on: predicts the probability of each.</summary>
    public static Objective Softmax(int classes) => new Softmax { Classes = classes };

    /// <summary>XGBoost's name for it, which its model files carry.</summary>
    public abstract string Name { get; }

    /// <summary>How many margins a row has: the number of classes, or 1.</summary>
    public virtual int OutputCount => 1;

    /// <summary>Refuses labels and weights that it cannot learn from; an empty span of weights means 1 each.</summary>
    public abstract void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>Refuses labels and weights that nothing can be measured on; other than in <see cref="Check"/>, all may be of one class.</summary>
    public abstract void CheckValidation(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>The best constant prediction.</summary>
    public abstract float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>The margin of a prediction.</summary>
    public abstract float Margin(float prediction);

    /// <summary>Gradients and Hessians of the loss by margin. Rows follow each other; a row's outputs stand together. Called for slices by several threads.</summary>
    public abstract void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians);

    /// <summary>Predictions of margins, as in <see cref="Gradients"/>; the destination may be the source.</summary>
    public abstract void Predict(ReadOnlySpan<float> margins, Span<float> predictions);

    /// <summary>How large a leaf's weight may be where the options of training set no limit; 0 for no limit.</summary>
    public virtual double MaxStep => 0.0;

    /// <summary>For losses without curvature: which quantile of a leaf's residuals its value should be (0.5 for absolute error); null where gradients and Hessians say it.</summary>
    public virtual double? LeafQuantile => null;
}
