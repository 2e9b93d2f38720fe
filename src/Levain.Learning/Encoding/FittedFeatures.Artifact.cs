using Levain.Learning.Encoders;

namespace Levain.Learning;

public sealed partial class FittedFeatures : IArtifact<FittedFeatures>
{
    internal IReadOnlyList<FittedEncoder> Encoders => encoders;

    /// <summary>Kept as one file of JSON. The same features give the same bytes.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var file = output.Create();
        file.Write(FeaturesJson.Write(this));
    }

    public static FittedFeatures Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = input.Open();
        return FeaturesJson.Read(FeaturesJson.Bytes(file), "features.json");
    }
}
