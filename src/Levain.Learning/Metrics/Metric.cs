namespace Levain.Learning;

/// <summary>How good predictions are, as one number.</summary>
public abstract record Metric
{
    private protected Metric()
    {
    }

    /// <summary>XGBoost's name for it.</summary>
    public abstract string Name { get; }

    public abstract bool HigherIsBetter { get; }

    /// <summary>Predictions as <see cref="Objective.Predict"/> makes them, a row's outputs together; an empty span of weights means 1 each.</summary>
    public abstract double Of(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);
}
