namespace Levain.Learning.Reports;

/// <summary>What a metric needs of rows.</summary>
internal sealed record JudgedRows(float[] Predictions, float[] Labels, float[] Weights);
