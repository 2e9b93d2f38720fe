namespace Levain.Learning;

/// <summary>Points of one kind in a scatter plot.</summary>
public sealed record PlotPoints(string Name, IReadOnlyList<PlotPoint> Points);
