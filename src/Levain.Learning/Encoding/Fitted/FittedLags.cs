using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Numbers of the rows before.</summary>
internal sealed class FittedLags : FittedEncoder
{
    private readonly FittedInput[] groups;
    private readonly string[] orderBy;
    private readonly FittedNumber[] numbers;
    private readonly FittedInput[] inputs;
    private readonly int rowsBack;

    public FittedLags(FittedInput[] inputs, int rowsBack, FittedInput[] groups, string[] orderBy, IReadOnlyList<string> names)
    {
        (this.inputs, this.rowsBack, this.groups, this.orderBy) = (inputs, rowsBack, groups, orderBy);
        numbers = [.. inputs.Select(input => new FittedNumber(input, fill: null, scale: null, input.Column))];
        Features = [.. names.Select((name, i) => new Feature(name, inputs[i % inputs.Length].Kind))];
    }

    public override string Column => inputs[0].Column;

    public override IReadOnlyList<Feature> Features { get; }

    public override int RowsBefore => rowsBack;

    public override void Encode(Table table, ReadOnlySpan<float[]> columns)
    {
        var keys = RowKeys.Of([.. groups.Select(group => group.Field.Of(table))], table.RowCount);
        var partitions = new RowGroups(keys.Codes, keys.Count, orderBy.Length == 0 ? default : RowOrder.Of(table, [.. orderBy.Select(SortKey.Ascending)]));
        var own = new float[table.RowCount];
        for (var i = 0; i < inputs.Length; i++)
        {
            numbers[i].Encode(table, [own]);
            for (var lag = 1; lag <= rowsBack; lag++) Shift(own, partitions, lag, columns[(lag - 1) * inputs.Length + i]);
        }
    }

    public override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values)
    {
        CheckGroup(rows);
        for (var lag = 1; lag <= rowsBack; lag++)
            for (var i = 0; i < inputs.Length; i++)
            {
                var value = values.Slice((lag - 1) * inputs.Length + i, 1);
                if (lag < rows.Length) numbers[i].Encode(rows[..^lag], value);
                else value[0] = float.NaN;
            }
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "lags");
        json.WriteStartArray("inputs");
        foreach (var input in inputs) FeaturesJson.Write(json, null, input.Input);
        json.WriteEndArray();
        json.WriteNumber("rows", rowsBack);
        FeaturesJson.Write(json, "groupBy", groups.Select(group => group.Column));
        FeaturesJson.Write(json, "orderBy", orderBy);
        FeaturesJson.Write(json, "features", Features.Select(feature => feature.Name));
    }

    private static void Shift(float[] from, RowGroups partitions, int lag, float[] to)
    {
        for (var group = 0; group < partitions.Count; group++)
        {
            var rows = partitions[group];
            for (var place = 0; place < rows.Length; place++) to[rows[place]] = place < lag ? float.NaN : from[rows[place - lag]];
        }
    }

    private void CheckGroup(ReadOnlySpan<RawRow> rows)
    {
        foreach (var group in groups)
            foreach (var row in rows[..^1])
                if (!IsSame(group, row, rows[^1]))
                    throw new BuildException($"the rows before a row differ from it in `{group.Column}`", "give the rows of its own group only, the latest last");
    }

    private static bool IsSame(FittedInput group, RawRow left, RawRow right)
    {
        ref readonly var one = ref left[group.Place];
        ref readonly var other = ref right[group.Place];
        if (one.IsMissing || other.IsMissing) return one.IsMissing == other.IsMissing;
        return group.Field.Form == RawForm.Text ? left.Text(one).SequenceEqual(right.Text(other)) : one.Key.Equals(other.Key);
    }
}
