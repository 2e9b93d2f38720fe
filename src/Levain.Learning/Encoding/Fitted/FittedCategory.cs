using System.Text.Json;

namespace Levain.Learning.Encoders;

/// <summary>Numbers of categories.</summary>
internal sealed class FittedCategory(FittedKeys keys, string name) : FittedNumberOfKey(keys, new(name, FeatureKind.Category))
{
    private readonly FittedKeys keys = keys;

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "category");
        FeaturesJson.Write(json, keys);
        json.WriteString("feature", name);
    }

    protected override float Of(int code) => code < 0 ? float.NaN : code;
}
