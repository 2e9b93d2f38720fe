namespace Levain.Registry;

/// <summary>What one gate found about a candidate: a row of the table that people read.</summary>
/// <param name="Metric">What was looked at, such as <c>auc</c> or <c>auc of league=nhl</c>.</param>
/// <param name="Value">What the candidate has; null when it has none.</param>
/// <param name="Required">In words: <c>≥ 0.72</c>, <c>better than the champion</c>.</param>
public sealed record GateFinding(string Metric, double? Value, string Required, bool Passed)
{
    /// <summary>What the champion has, where it was looked at.</summary>
    public double? Champion { get; init; }

    /// <summary>Why, where the figures do not say it.</summary>
    public string? Note { get; init; }
}
