namespace Levain.Learning;

/// <summary>What one direction of a plot means.</summary>
public sealed record PlotAxis(string Label)
{
    public PlotAxisKind Kind { get; init; }

    /// <summary>Where the axis begins; null for where the data do.</summary>
    public double? From { get; init; }

    /// <summary>Where the axis ends; null for where the data do.</summary>
    public double? To { get; init; }

    /// <summary>An axis of shares, from nothing to all.</summary>
    public static PlotAxis Share(string label) => new(label) { From = 0, To = 1 };
}
