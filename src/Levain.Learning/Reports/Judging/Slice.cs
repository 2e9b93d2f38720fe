using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>The rows that have one value in a column.</summary>
/// <param name="Value">As text; null for rows without a value.</param>
internal sealed record Slice(string? Value, int Rows, double MeanLabel, double MeanPrediction, ImmutableArray<MeasuredMetric> Metrics);
