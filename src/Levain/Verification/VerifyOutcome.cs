namespace Levain.Verification;

/// <summary>What came of building a stage again under other circumstances.</summary>
public sealed record VerifyOutcome(string Stage, Digest Recorded)
{
    /// <summary>The circumstances under which it gave other bytes or failed; empty when it is reproducible.</summary>
    public IReadOnlyList<VerifyDifference> Differences { get; init; } = [];

    public bool IsReproducible => Differences.Count == 0;
}

/// <param name="Variation">Such as <c>culture</c>.</param>
/// <param name="What">Where the bytes differ first, or how the run failed.</param>
/// <param name="Hint">What it may have read; null when the variation says it.</param>
public sealed record VerifyDifference(string Variation, string What, string? Hint = null);
