namespace Levain.Learning;

/// <summary>What training makes small, and how a margin becomes a prediction.</summary>
/// <remarks>A record: it is part of the options of a stage. Every number comes from <c>Levain.Numerics</c> or plain arithmetic, so it is the same everywhere.</remarks>
public abstract record Objective
{
    private protected Objective()
    {
    }

    /// <summary>XGBoost's name for it, which its model files carry.</summary>
    public abstract string Name { get; }

    /// <summary>How many margins a row has: the number of classes, or 1.</summary>
    public virtual int OutputCount => 1;

    /// <summary>Refuses labels and weights that it cannot learn from; an empty span of weights means 1 each.</summary>
    public abstract void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>The best constant prediction.</summary>
    public abstract float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>The margin of a prediction.</summary>
    public abstract float Margin(float prediction);

    /// <summary>Gradients and Hessians of the loss by margin. Rows follow each other; a row's outputs stand together. Called for slices by several threads.</summary>
    public abstract void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians);

    /// <summary>Predictions of margins, as in <see cref="Gradients"/>; the destination may be the source.</summary>
    public abstract void Predict(ReadOnlySpan<float> margins, Span<float> predictions);

    /// <summary>For losses without curvature: which quantile of a leaf's residuals its value should be (0.5 for absolute error); null where gradients and Hessians say it.</summary>
    public virtual double? LeafQuantile => null;
}
