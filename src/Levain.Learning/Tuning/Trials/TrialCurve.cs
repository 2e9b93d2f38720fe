namespace Levain.Learning;

/// <summary>How good a trial is, step by step, and when it should stop.</summary>
/// <example><code>
/// var curve = new TrialCurve(bounds);
/// foreach (var fold in folds)
///     if (curve.Add(Score(fold))) return Trial.Pruned&lt;TreeModel&gt;(curve);
/// return Trial.Complete(model, curve.Values.Average(), curve);
/// </code></example>
public sealed class TrialCurve(PruningBounds bounds)
{
    private readonly List<double> values = [];

    /// <summary>What was measured at each step, from the first on.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The best of them; not a number before there is one.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <summary>True once the trial should have stopped.</summary>
    public bool IsPruned { get; private set; }

    /// <summary>Adds a step, and says whether the trial should stop.</summary>
    public bool Add(double value)
    {
        values.Add(value);
        if (double.IsNaN(Best) || (bounds.HigherIsBetter ? value > Best : value < Best)) Best = value;
        return IsPruned |= bounds.Stops(values.Count, Best);
    }
}
