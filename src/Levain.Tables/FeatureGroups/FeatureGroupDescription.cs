namespace Levain.Tables;

/// <summary>A feature group as it is now.</summary>
/// <param name="Definition">With all the features that appends brought.</param>
/// <param name="Parts">One for each append, in their order.</param>
public sealed record FeatureGroupDescription(FeatureGroupDefinition Definition, IReadOnlyList<FeaturePart> Parts)
{
    /// <summary>How many rows were appended, deletions among them.</summary>
    public long Rows => Parts.Sum(part => part.Rows);
}
