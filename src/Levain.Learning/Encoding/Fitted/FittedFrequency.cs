using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Shares of values.</summary>
internal sealed class FittedFrequency(FittedKeys keys, double[] shares, string name) : FittedNumberOfKey(keys, new(name))
{
    private readonly FittedKeys keys = keys;

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "frequency");
        FeaturesJson.Write(json, keys);
        json.WriteStartArray("shares");
        foreach (var share in shares) json.WriteNumberValue(share);
        json.WriteEndArray();
        json.WriteString("feature", name);
    }

    protected override float Of(int code) => code >= 0 ? (float)shares[code] : code == FittedKeys.NotKnown && keys.Unknown == UnknownValue.Zero ? 0 : float.NaN;
}
