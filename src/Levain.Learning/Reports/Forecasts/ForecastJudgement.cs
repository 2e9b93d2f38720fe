using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>All that a report tells of forecasts.</summary>
internal sealed record ForecastJudgement(ForecastTable Table, ForecastMeasure[] Measures, MeasuredForecasts All, ulong Seed, int Draws)
{
    public string Title { get; init; } = "";

    public string Target { get; init; } = "";

    public string? About { get; init; }

    public required ImmutableArray<MeasuredForecasts> CutOffs { get; init; }

    public required ImmutableArray<MeasuredForecasts> Steps { get; init; }

    /// <summary>Each series that has a value to judge by, the worst first.</summary>
    public required ImmutableArray<MeasuredForecasts> Series { get; init; }

    public required ImmutableArray<ComparedForecasts> Baselines { get; init; }

    public required ImmutableArray<SliceTable> Slices { get; init; }

    /// <summary>The series before they were told.</summary>
    public IReadOnlyList<TimeSeries> Past { get; init; } = [];

    /// <summary>What a gate can hold.</summary>
    public IEnumerable<(string Name, double Value)> Numbers()
    {
        foreach (var metric in All.Metrics)
            if (metric.Value is { } value) yield return (metric.Name, value);
        foreach (var baseline in Baselines)
            foreach (var difference in baseline.Differences) yield return ($"{difference.Name} less {baseline.Name}", difference.Value);
    }
}
