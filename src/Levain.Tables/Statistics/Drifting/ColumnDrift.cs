using System.Globalization;

namespace Levain.Tables.Statistics;

/// <summary>How far the values of a column are from what they were.</summary>
/// <param name="Distance">From 0, the same distribution, to 1, nothing in common; null when the two cannot be compared.</param>
/// <param name="Threshold">The distance from which on it counts as drift.</param>
public sealed record ColumnDrift(string Column, double? Distance, double Threshold)
{
    public bool HasDrifted => Distance > Threshold;

    /// <summary>For people, such as <c>distance 0.26 (up to 0.1 is expected)</c>.</summary>
    public override string ToString() => Distance is { } distance
        ? string.Create(CultureInfo.InvariantCulture, $"distance {distance:0.###} ({(HasDrifted ? "drifted: " : "")}up to {Threshold:0.###} is expected)")
        : "cannot be compared";
}
