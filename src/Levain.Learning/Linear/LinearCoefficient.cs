namespace Levain.Learning;

/// <summary>How much one unit of a feature adds.</summary>
public sealed record LinearCoefficient(string Feature, double Value);
