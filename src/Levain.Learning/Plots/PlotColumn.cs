namespace Levain.Learning;

/// <summary>What each line of a <see cref="ParallelPlot"/> has on one of its axes: a number, or the place of a name.</summary>
/// <param name="Axis">What the numbers mean, and of what kind they are.</param>
/// <param name="Values">A number for each line; one that is not finite is missing.</param>
public sealed record PlotColumn(PlotAxis Axis, IReadOnlyList<double> Values)
{
    /// <summary>The names that the numbers 0, 1, 2… stand for; empty for an axis of numbers.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>A column of names, in the order of their letters; null is missing.</summary>
    public static PlotColumn Named(string label, IReadOnlyList<string?> values)
    {
        string[] names = [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(new(label), [.. values.Select(value => value is null ? double.NaN : Array.BinarySearch(names, value, StringComparer.Ordinal))]) { Names = names };
    }
}
