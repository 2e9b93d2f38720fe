using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Indicators of values.</summary>
internal sealed class FittedOneHot(FittedKeys keys, IReadOnlyList<string> names) : FittedEncoder
{
    public override string Column => keys.Input.Column;

    public override IReadOnlyList<Feature> Features { get; } = [.. names.Select(name => new Feature(name, FeatureKind.Indicator))];

    public override void Encode(Table table, ReadOnlySpan<float[]> columns)
    {
        var own = columns.ToArray();
        keys.Read(keys.Input.Field.Of(table), (start, codes) =>
        {
            for (var i = 0; i < codes.Length; i++)
            {
                if (codes[i] >= 0) own[codes[i]][start + i] = 1;
                else if (IsUnknown(codes[i])) foreach (var column in own) column[start + i] = float.NaN;
            }
        });
    }

    public override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values)
    {
        var code = keys.Code(rows[^1]);
        values.Fill(IsUnknown(code) ? float.NaN : 0);
        if (code >= 0) values[code] = 1;
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "one-hot");
        FeaturesJson.Write(json, keys);
        FeaturesJson.Write(json, "features", names);
    }

    private bool IsUnknown(int code) => code == FittedKeys.NotKnown && keys.Unknown == UnknownValue.Missing;
}
