namespace Levain.Tables;

/// <summary>What a feature group consists of: its definition, and its parts in the order of their appends.</summary>
internal sealed record GroupManifest(FeatureGroupDefinition Definition, IReadOnlyList<FeaturePart> Parts)
{
    public const string FileName = "group.json";

    public FeaturePart? Find(string run) => Parts.FirstOrDefault(part => part.Run == run);

    public GroupManifest With(FeatureGroupDefinition definition, FeaturePart part) => new(definition, [.. Parts, part]);
}
