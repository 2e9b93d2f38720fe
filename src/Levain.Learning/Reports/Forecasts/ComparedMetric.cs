namespace Levain.Learning.Reports;

/// <summary>By how much a metric is higher for the forecasts than for a baseline.</summary>
/// <param name="Chance">How likely so clear a difference is where both are equally good; null where nobody knows.</param>
internal sealed record ComparedMetric(string Name, double Value, (double Low, double High)? Interval, double? Chance);
