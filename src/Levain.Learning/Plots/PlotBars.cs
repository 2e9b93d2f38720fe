namespace Levain.Learning;

/// <summary>The bars of one colour in a <see cref="GroupedBarPlot"/>.</summary>
/// <param name="Name">What the colour means, such as a model.</param>
/// <param name="Values">A number for each group; one that is not finite has no bar.</param>
public sealed record PlotBars(string Name, IReadOnlyList<double> Values)
{
    /// <summary>From where to where each value may lie; null where nobody knows. Empty for none. Bars on one another have none.</summary>
    public IReadOnlyList<(double Low, double High)?> Intervals { get; init; } = [];
}
