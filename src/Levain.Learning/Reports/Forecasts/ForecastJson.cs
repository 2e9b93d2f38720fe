using System.Collections.Immutable;
using System.Text.Json;

namespace Levain.Learning.Reports;

/// <summary>The metrics of forecasts as JSON, in the shape of those of models; baselines, cut-offs and steps beside them.</summary>
internal static class ForecastJson
{
    public static string Of(ForecastJudgement judgement) => MetricsJson.Written(json =>
    {
        WriteBaselines(json, judgement);
        WriteParts(json, "cutoffs", judgement.CutOffs);
        MetricsJson.WriteIntervals(json, judgement.Draws, judgement.Seed);
        MetricsJson.Write(json, "metrics", judgement.All.Metrics);
        json.WriteNumber("rows", judgement.All.Rows);
        json.WriteNumber("series", judgement.All.Series);
        MetricsJson.WriteSlices(json, judgement.Slices);
        json.WriteStartObject("splits");
        json.WriteEndObject();
        WriteParts(json, "steps", judgement.Steps);
        json.WriteString("target", judgement.Target);
        json.WriteString("task", "forecast");
    });

    private static void WriteBaselines(Utf8JsonWriter json, ForecastJudgement judgement)
    {
        json.WriteStartObject("baselines");
        foreach (var baseline in judgement.Baselines)
        {
            json.WriteStartObject(baseline.Name);
            json.WriteStartObject("differences");
            foreach (var difference in baseline.Differences.OrderBy(difference => difference.Name, StringComparer.Ordinal)) Write(json, difference);
            json.WriteEndObject();
            MetricsJson.Write(json, "metrics", baseline.Metrics);
            json.WriteNumber("rows", baseline.Rows);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ComparedMetric difference)
    {
        json.WriteStartObject(difference.Name);
        if (difference.Chance is { } chance) json.WriteNumber("chance", chance);
        if (difference.Interval is { } interval)
        {
            json.WriteNumber("high", interval.High);
            json.WriteNumber("low", interval.Low);
        }

        json.WriteNumber("value", difference.Value);
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, string name, ImmutableArray<MeasuredForecasts> parts)
    {
        json.WriteStartArray(name);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            MetricsJson.Write(json, "metrics", part.Metrics);
            json.WriteNumber("rows", part.Rows);
            json.WriteNumber("series", part.Series);
            json.WriteString("value", part.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
