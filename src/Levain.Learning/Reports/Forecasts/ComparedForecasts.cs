using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>A baseline on the rows that it and the forecasts both tell.</summary>
/// <param name="Rows">How many these are.</param>
/// <param name="Own">The metrics of the forecasts there.</param>
/// <param name="Metrics">The metrics of the baseline there.</param>
/// <param name="Differences">Of metrics where less is better.</param>
/// <param name="Steps">The baseline at each step behind the cut-offs.</param>
internal sealed record ComparedForecasts(string Name, int Rows, ImmutableArray<MeasuredMetric> Own, ImmutableArray<MeasuredMetric> Metrics, ImmutableArray<ComparedMetric> Differences, ImmutableArray<MeasuredForecasts> Steps, ImmutableArray<MeasuredForecasts> CutOffs);
