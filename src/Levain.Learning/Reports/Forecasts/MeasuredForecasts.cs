using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>Some forecasts with their metrics.</summary>
/// <param name="Name">What they have in common, such as a cut-off.</param>
/// <param name="Place">Where they stand on an axis.</param>
internal sealed record MeasuredForecasts(string Name, double Place, int Rows, int Series, ImmutableArray<MeasuredMetric> Metrics)
{
    public MeasuredMetric? Find(string metric) => Metrics.FirstOrDefault(measured => measured.Name == metric);
}
