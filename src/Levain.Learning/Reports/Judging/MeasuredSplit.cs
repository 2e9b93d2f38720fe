using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>A split with its metrics.</summary>
internal sealed record MeasuredSplit(JudgedSplit Split, ImmutableArray<MeasuredMetric> Metrics);
