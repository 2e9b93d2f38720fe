namespace Levain.Learning;

/// <summary>One row of a <see cref="BeeswarmPlot"/>: what a feature did to each prediction.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Values">Where the points lie, such as SHAP values.</param>
public sealed record PlotSwarm(string Name, IReadOnlyList<double> Values)
{
    /// <summary>The feature's own value for each point, which gives it its colour by its rank; one that is not finite has none. Empty for one colour.</summary>
    public IReadOnlyList<double> Feature { get; init; } = [];
}
