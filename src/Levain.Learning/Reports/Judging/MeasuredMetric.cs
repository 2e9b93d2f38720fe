namespace Levain.Learning.Reports;

/// <summary>A metric of some rows, or why it has no value there.</summary>
internal sealed record MeasuredMetric(string Name, double? Value, string? Problem)
{
    public bool HigherIsBetter { get; init; }

    /// <summary>Between what it lies; null where that was not asked or cannot be said.</summary>
    public (double Low, double High)? Interval { get; init; }
}
