namespace Levain.Learning;

/// <summary>What the weighted sum of a linear model means.</summary>
public enum LinearKind
{
    /// <summary>The prediction itself.</summary>
    Linear,

    /// <summary>The logarithm of the odds: the prediction is a probability.</summary>
    Logistic,
}
