using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Shares of values.</summary>
internal sealed class FittedFrequency(FittedKeys keys, double[] shares, string name) : FittedEncoder
{
    public override string Column => keys.Input.Column;

    public override IReadOnlyList<Feature> Features { get; } = [new(name)];

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
        json.WriteString("kind", "frequency");
        FeaturesJson.Write(json, keys);
        json.WriteStartArray("shares");
        foreach (var share in shares) json.WriteNumberValue(share);
        json.WriteEndArray();
        json.WriteString("feature", name);
    }

    private float Of(int code) => code >= 0 ? (float)shares[code] : code == FittedKeys.NotKnown && keys.Unknown == UnknownValue.Zero ? 0 : float.NaN;
}
