using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Indicators of labels.</summary>
internal sealed class FittedLabels(FittedInput[] inputs, LabelSplitter splitter, KeyTable labels, UnknownValue unknown, IReadOnlyList<string> names) : FittedEncoder
{
    public override string Column => inputs[0].Column;

    public override IReadOnlyList<Feature> Features { get; } = [.. names.Select(name => new Feature(name, FeatureKind.Indicator))];

    public override void Encode(Table table, ReadOnlySpan<float[]> columns)
    {
        StringColumn?[] texts = [.. inputs.Select(input => input.Field.Of(table) as StringColumn)];
        var row = new float[columns.Length];
        for (var i = 0; i < table.RowCount; i++)
        {
            Array.Clear(row);
            var any = false;
            foreach (var column in texts)
                if (column is not null) any |= Mark(column.Utf8(i), row, i);
            if (!any) MarkMissing(row, i);
            for (var label = 0; label < row.Length; label++)
                if (row[label] != 0) columns[label][i] = 1;
        }
    }

    public override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values)
    {
        values.Clear();
        var any = false;
        foreach (var input in inputs)
        {
            ref readonly var value = ref rows[^1][input.Place];
            if (!value.IsMissing) any |= Mark(rows[^1].Text(value), values, -1);
        }

        if (!any) MarkMissing(values, -1);
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "labels");
        FeaturesJson.Write(json, "columns", inputs.Select(input => input.Column));
        json.WriteString("separators", splitter.Separators);
        json.WriteString("unknown", unknown.ToString());
        if (splitter.MissingAs is { } missing) json.WriteString("missingAs", missing);
        FeaturesJson.Write(json, "values", labels.Texts);
        FeaturesJson.Write(json, "features", names);
    }

    private bool Mark(ReadOnlySpan<byte> text, Span<float> values, int row)
    {
        var any = false;
        for (var label = splitter.Next(ref text); !label.IsEmpty; label = splitter.Next(ref text))
        {
            any = true;
            MarkOne(label, values, row);
        }

        return any;
    }

    private void MarkMissing(Span<float> values, int row)
    {
        if (splitter.Missing is { } label) MarkOne(label, values, row);
    }

    private void MarkOne(ReadOnlySpan<byte> label, Span<float> values, int row)
    {
        if (labels.Find(label) is >= 0 and var place) values[place] = 1;
        else if (unknown == UnknownValue.Refuse)
            throw new BuildException($"column `{Column}` holds the label `{FittedInput.Short(label)}`{FittedInput.At(row)}, which no training row had", "train again with such rows, or let `Unknown` pass it over");
    }
}
