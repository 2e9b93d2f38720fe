namespace Levain.Learning;

/// <summary>How many values, or how much weight, lie between two bounds.</summary>
public readonly record struct PlotBin(double Lower, double Upper, double Count);
