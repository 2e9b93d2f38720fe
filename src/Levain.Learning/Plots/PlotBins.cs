namespace Levain.Learning;

/// <summary>How the numbers of one group are spread.</summary>
public sealed record PlotBins(string Name, IReadOnlyList<PlotBin> Bins);
