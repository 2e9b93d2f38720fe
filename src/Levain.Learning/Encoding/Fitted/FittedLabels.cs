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
        // A text is cut up when the first row has it.
        LabelSet?[][] found = [.. texts.Select(column => new LabelSet?[column?.Dictionary.Count ?? 0])];
        for (var row = 0; row < table.RowCount; row++)
        {
            var any = false;
            for (var i = 0; i < texts.Length; i++)
            {
                if (texts[i]?.Codes[row] is not (>= 0 and var code)) continue;
                var set = found[i][code] ??= Cut(texts[i]!.Dictionary.Utf8(code), row);
                any |= set.HasAny;
                foreach (var place in set.Places) columns[place][row] = 1;
            }

            if (!any && splitter.Missing is { } missing && PlaceOf(missing, row) is >= 0 and var none) columns[none][row] = 1;
        }
    }

    public override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values)
    {
        values.Clear();
        var any = false;
        foreach (var input in inputs)
        {
            ref readonly var value = ref rows[^1][input.Place];
            if (value.IsMissing) continue;
            var text = rows[^1].Text(value);
            for (var label = splitter.Next(ref text); !label.IsEmpty; label = splitter.Next(ref text))
            {
                any = true;
                if (PlaceOf(label, -1) is >= 0 and var place) values[place] = 1;
            }
        }

        if (!any && splitter.Missing is { } missing && PlaceOf(missing, -1) is >= 0 and var none) values[none] = 1;
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

    private LabelSet Cut(ReadOnlySpan<byte> text, int row)
    {
        var places = new List<int>();
        var any = false;
        for (var label = splitter.Next(ref text); !label.IsEmpty; label = splitter.Next(ref text))
        {
            any = true;
            if (PlaceOf(label, row) is >= 0 and var place) places.Add(place);
        }

        return new(any, [.. places]);
    }

    private int PlaceOf(ReadOnlySpan<byte> label, int row)
    {
        var place = labels.Find(label);
        return place >= 0 || unknown != UnknownValue.Refuse ? place : throw new BuildException(
            $"column `{Column}` holds the label `{FittedInput.Short(label)}`{FittedInput.At(row)}, which no training row had", "train again with such rows, or let `Unknown` pass it over");
    }

    /// <param name="HasAny">Whether the text has labels, known or not.</param>
    private sealed record LabelSet(bool HasAny, int[] Places);
}
