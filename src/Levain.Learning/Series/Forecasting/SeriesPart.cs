namespace Levain.Learning.Forecasting;

/// <summary>What one season or holiday does at each date.</summary>
internal sealed record SeriesPart(string Name, bool IsFactor, double[] Effect);
