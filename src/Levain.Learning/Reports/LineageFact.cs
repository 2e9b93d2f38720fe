namespace Levain.Learning;

/// <summary>A stage that a model came by, for the page of its report.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Key">What its output is decided by: code, options and inputs.</param>
/// <param name="Output">The digest of what it made.</param>
public sealed record LineageFact(string Stage, string Key, string Output)
{
    /// <summary>The fingerprint of its code; null says nothing.</summary>
    public string? Code { get; init; }

    /// <summary>The numbers that it reported.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];
}
