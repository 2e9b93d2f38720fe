using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>When a trial is stopped before its end.</summary>
public abstract record Pruner
{
    private protected Pruner()
    {
    }

    /// <param name="past">The trials that may be known, in order.</param>
    internal abstract PruningBounds Bounds(IReadOnlyList<PastTrial> past, bool higherIsBetter);
}
