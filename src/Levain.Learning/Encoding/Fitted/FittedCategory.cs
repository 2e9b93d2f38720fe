using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Numbers of categories.</summary>
internal sealed class FittedCategory(FittedKeys keys, string name) : FittedEncoder
{
    public override string Column => keys.Input.Column;

    public override IReadOnlyList<Feature> Features { get; } = [new(name, FeatureKind.Category)];

    public override void Encode(Table table, ReadOnlySpan<float[]> columns)
    {
        var own = columns[0];
        keys.Read(keys.Input.Field.Of(table), (start, codes) =>
        {
            for (var i = 0; i < codes.Length; i++) own[start + i] = Of(codes[i]);
        });
    }

    public override void Encode(ReadOnlySpan<RawRow> rows, Span<float> values) => values[0] = Of(keys.Code(rows[^1]));

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "category");
        FeaturesJson.Write(json, keys);
        json.WriteString("feature", name);
    }

    private static float Of(int code) => code < 0 ? float.NaN : code;
}
