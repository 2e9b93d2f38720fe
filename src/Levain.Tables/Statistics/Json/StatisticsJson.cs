using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Levain.Tables.Statistics;

/// <summary>Writes statistics as the <c>statistics.json</c> of SageMaker Model Monitor.</summary>
/// <remarks>
/// What that format has no place for stands in an object <c>levain</c> at the end of each feature, where the format provides for statistics of others; its own part of the file is complete without.
/// <see cref="StatisticsReader"/> reads it back.
/// </remarks>
public static class StatisticsJson
{
    /// <param name="plain">True leaves out all that the format does not know, for readers that refuse what they do not know.</param>
    public static byte[] ToBytes(TableStatistics statistics, bool plain = false)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return JsonFile.Write(json =>
        {
            json.WriteNumber("version", 0);
            json.Object("dataset", () => json.WriteNumber("item_count", statistics.Rows));
            json.Objects("features", statistics.Columns, column =>
            {
                json.WriteString("name", column.Name);
                json.WriteString("inferred_type", InferredType.Of(column));
                if (column.IsNumber && column.Numbers is { } numbers) json.Object("numerical_statistics", () => WriteNumbers(json, column, numbers));
                else if (InferredType.Of(column) == InferredType.Text) json.Object("string_statistics", () => WriteTexts(json, column));
                if (!plain) json.Object("levain", () => WriteOurs(json, column));
            });
        });
    }

    private static void WriteNumbers(Utf8JsonWriter json, ColumnStatistics column, NumberStatistics numbers)
    {
        WriteCommon(json, column);
        json.WriteNumber("mean", numbers.Mean);
        json.WriteNumber("sum", numbers.Sum);
        json.WriteNumber("std_dev", numbers.Deviation);
        json.WriteNumber("min", numbers.Min);
        json.WriteNumber("max", numbers.Max);
        json.Object("distribution", () => json.Object("kll", () =>
        {
            WriteBins(json, "buckets", numbers.Tenths);
            json.Object("sketch", () =>
            {
                json.Object("parameters", () =>
                {
                    json.WriteNumber("c", Sketch.Shrinking);
                    json.WriteNumber("k", Sketch.Size);
                });
                json.WriteStartArray("data");
                // A line for each level: a line for each number would be most of the file.
                foreach (var level in numbers.Sketch.Levels) json.WriteRawValue(Line(level), skipInputValidation: true);
                json.WriteEndArray();
            });
        }));
    }

    private static void WriteTexts(Utf8JsonWriter json, ColumnStatistics column)
    {
        WriteCommon(json, column);
        json.WriteNumber("distinct_count", column.Distinct ?? 0);
        // A part of the categories would be taken for all of them.
        if (column.TopIsAll) json.Object("distribution", () => json.Object("categorical", () => WriteTop(json, "buckets", column.Top)));
    }

    private static void WriteCommon(Utf8JsonWriter json, ColumnStatistics column) => json.Object("common", () =>
    {
        json.WriteNumber("num_present", column.Present);
        json.WriteNumber("num_missing", column.Nulls + column.NotFinite);
    });

    private static void WriteOurs(Utf8JsonWriter json, ColumnStatistics column)
    {
        json.WriteString("type", column.Type);
        json.WriteString("class", Name(column.Class));
        json.WriteNumber("nulls", column.Nulls);
        json.WriteNumber("not_finite", column.NotFinite);
        if (column.Distinct is { } distinct) json.WriteNumber("distinct", distinct);
        json.WriteBoolean("exact", column.IsExact);
        if (column.Lowest is { } lowest) json.WriteString("lowest", lowest);
        if (column.Highest is { } highest) json.WriteString("highest", highest);
        if (column.Lengths is { } lengths) json.Object("lengths", () =>
        {
            json.WriteNumber("shortest", lengths.Shortest);
            json.WriteNumber("mean", lengths.Mean);
            json.WriteNumber("longest", lengths.Longest);
        });
        if (column.Numbers is { } numbers)
        {
            json.Objects("quantiles", numbers.Quantiles, quantile =>
            {
                json.WriteNumber("rank", quantile.Rank);
                json.WriteNumber("value", quantile.Value);
            });
            WriteBins(json, "histogram", numbers.Histogram);
            // To Model Monitor a date is a text; as a number it has a distribution too.
            if (!column.IsNumber) json.Object("time_statistics", () => WriteNumbers(json, column, numbers));
        }

        WriteTop(json, "top", column.Top);
        json.WriteNumber("top_error", column.TopError);
    }

    private static void WriteBins(Utf8JsonWriter json, string name, IReadOnlyList<Bin> bins) => json.Objects(name, bins, bin =>
    {
        json.WriteNumber("lower_bound", bin.Lower);
        json.WriteNumber("upper_bound", bin.Upper);
        json.WriteNumber("count", bin.Count);
    });

    private static void WriteTop(Utf8JsonWriter json, string name, IReadOnlyList<ValueCount> top) => json.Objects(name, top, each =>
    {
        json.WriteString("value", each.Value);
        json.WriteNumber("count", each.Count);
    });

    private static string Line(IReadOnlyList<double> numbers)
    {
        var line = new StringBuilder("[");
        foreach (var number in numbers)
        {
            if (line.Length > 1) line.Append(',');
            line.Append(CultureInfo.InvariantCulture, $"{number}");
        }

        return line.Append(']').ToString();
    }

    internal static string Name(ColumnClass @class) => @class switch
    {
        ColumnClass.Integral => "integral",
        ColumnClass.Fractional => "fractional",
        ColumnClass.Text => "text",
        ColumnClass.Truth => "truth",
        ColumnClass.Date => "date",
        ColumnClass.Time => "time",
        _ => "nested",
    };
}
