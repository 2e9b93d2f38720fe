namespace Levain.Tables;

/// <summary>One append to a feature group. Appending the same rows under the same name again changes nothing.</summary>
/// <param name="Name">Tells the appends of a group apart, such as <c>2026-11-21</c>.</param>
public sealed record FeatureRun(string Name)
{
    /// <summary>When the rows were written, as the run says it; null when that does not matter. It decides nothing but the columns <c>write_time</c> and <c>api_invocation_time</c>.</summary>
    public DateTimeOffset? WriteTime { get; init; }

    /// <summary>Whether features that the group does not know are added to it; otherwise they are refused.</summary>
    public bool AddsFeatures { get; init; } = true;
}
