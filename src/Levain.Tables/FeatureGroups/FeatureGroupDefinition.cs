namespace Levain.Tables;

/// <summary>What a feature group is: its name, what identifies a record, when its values held, and its features.</summary>
public sealed record FeatureGroupDefinition
{
    /// <summary>1 to 64 letters, digits, <c>-</c> and <c>_</c>; the first and the last are a letter or a digit.</summary>
    public required string Name { get; init => field = FeatureName.Checked(value, "feature group"); }

    /// <summary>The feature that identifies a record: a text or a whole number.</summary>
    public required string RecordIdentifier { get; init => field = FeatureName.Checked(value, "record identifier"); }

    /// <summary>The feature that says when the values held: a moment, an ISO 8601 text in UTC such as <c>2026-11-21T18:00:00Z</c>, or seconds since 1970 as DOUBLE or DECIMAL.</summary>
    public required string EventTime { get; init => field = FeatureName.Checked(value, "event time"); }

    /// <summary>The features, with the record identifier and the event time among them or not; others come with the appends that bring them.</summary>
    public IReadOnlyList<FeatureDefinition> Features { get; init; } = [];

    /// <summary>For people; null when the name says it all.</summary>
    public string? Description { get; init; }

    internal FeatureDefinition? Find(string name) => Features.FirstOrDefault(feature => feature.Name == name);

    /// <summary>Whether an append must bring a feature, without nulls.</summary>
    internal bool Requires(string name) => name == RecordIdentifier || name == EventTime || Find(name) is { IsRequired: true };

    /// <summary>The definition itself, once its features are known to fit it and each other.</summary>
    internal FeatureGroupDefinition Checked()
    {
        if (RecordIdentifier == EventTime) throw new BuildException($"feature group `{Name}` takes `{EventTime}` for record identifier and event time", "records need an identifier of their own");
        // Also refuses names that differ only in letters' case.
        _ = new Schema(Features.Select(feature => feature.Field));
        if (Features.Count > FeatureName.MostFeatures) throw new BuildException($"feature group `{Name}` has {Features.Count} features, and feature stores take at most {FeatureName.MostFeatures}", "split it into several groups of the same record identifier");
        foreach (var feature in Features) Check(feature);
        return this;
    }

    private void Check(FeatureDefinition feature)
    {
        FeatureName.Checked(feature.Name, "feature");
        if (feature.Type.Kind is ColumnKind.List or ColumnKind.Struct) throw new BuildException($"feature `{feature.Name}` is {feature.Type}, and a feature is one value", "make a column of each part");
        if (feature.Name == RecordIdentifier && feature.Type.Kind is not (ColumnKind.String or ColumnKind.Int32 or ColumnKind.Int64))
            throw new BuildException($"record identifier `{feature.Name}` is {feature.Type}, not a text or a whole number", "cast it, such as to VARCHAR");
        if (feature.Name == EventTime) _ = EventMoment.Of(feature.Field);
    }
}
