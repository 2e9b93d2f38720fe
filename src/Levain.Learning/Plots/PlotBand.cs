namespace Levain.Learning;

/// <summary>An area round a line, such as an interval of predictions; it has the colour of its line.</summary>
/// <param name="Name">What the legend says of it, such as <c>80 % interval</c>.</param>
public sealed record PlotBand(string Name, IReadOnlyList<PlotRange> Ranges);
