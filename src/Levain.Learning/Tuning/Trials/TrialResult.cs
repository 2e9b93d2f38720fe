namespace Levain.Learning;

/// <summary>What is known of a trial beside its model.</summary>
public sealed partial record TrialResult
{
    public required TrialState State { get; init; }

    /// <summary>How good it is, where it is complete; of one that was pruned the best that it came to.</summary>
    public double? Score { get; init; }

    /// <summary>What was measured at each step.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }
}
