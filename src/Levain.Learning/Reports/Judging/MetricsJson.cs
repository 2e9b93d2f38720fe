using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Levain.Learning.Reports;

/// <summary>The metrics of an evaluation as JSON: keys in ordinal order, numbers that read back as the same bits.</summary>
internal static class MetricsJson
{
    public static string Of(Judgement judgement) => Written(json =>
    {
        WriteIntervals(json, judgement.Draws, judgement.Seed);
        Write(json, "metrics", judgement.Test.Metrics);
        json.WriteNumber("rows", judgement.Test.Split.Labels.Length);
        WriteSlices(json, judgement.Slices);
        WriteOthers(json, judgement);
        json.WriteString("target", judgement.Target);
        json.WriteString("task", Word(judgement.Model.Task));
    });

    /// <summary>An object as a text of lines.</summary>
    public static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    public static void WriteIntervals(Utf8JsonWriter json, int draws, ulong seed)
    {
        json.WriteStartObject("intervals");
        json.WriteNumber("draws", draws);
        json.WriteNumber("level", Measuring.Level);
        json.WriteNumber("seed", seed);
        json.WriteEndObject();
    }

    public static string Word(ReportTask task) => task switch
    {
        ReportTask.Binary => "binary",
        ReportTask.Classes => "classes",
        _ => "amount",
    };

    public static void WriteSlices(Utf8JsonWriter json, IEnumerable<SliceTable> tables)
    {
        json.WriteStartObject("slices");
        foreach (var table in tables.OrderBy(table => table.Column, StringComparer.Ordinal))
        {
            json.WriteStartArray(table.Column);
            // By value, so that a file that is compared with another does not jump about.
            foreach (var slice in table.Slices.OrderBy(slice => slice.Value is not null).ThenBy(slice => slice.Value, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                Write(json, "metrics", slice.Metrics);
                json.WriteNumber("rows", slice.Rows);
                json.WriteString("value", slice.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteOthers(Utf8JsonWriter json, Judgement judgement)
    {
        json.WriteStartObject("splits");
        foreach (var other in judgement.Others.OrderBy(other => other.Split.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(other.Split.Name);
            Write(json, "metrics", other.Metrics);
            json.WriteNumber("rows", other.Split.Labels.Length);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, IEnumerable<MeasuredMetric> metrics)
    {
        json.WriteStartObject(name);
        foreach (var metric in metrics.OrderBy(metric => metric.Name, StringComparer.Ordinal)) Write(json, metric);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MeasuredMetric metric)
    {
        json.WriteStartObject(metric.Name);
        if (metric.Interval is { } interval)
        {
            json.WriteNumber("high", interval.High);
            json.WriteNumber("low", interval.Low);
        }

        if (metric.Value is { } value) json.WriteNumber("value", value);
        else
        {
            json.WriteString("problem", metric.Problem);
            json.WriteNull("value");
        }

        json.WriteEndObject();
    }
}
