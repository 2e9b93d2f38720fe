namespace Levain.Learning;

/// <summary>How a trial ended.</summary>
public enum TrialState
{
    /// <summary>It has a model and a score.</summary>
    Complete,

    /// <summary>It was no better than others at the same step, and stopped.</summary>
    Pruned,

    /// <summary>Its parameters cannot be used.</summary>
    Failed,
}
