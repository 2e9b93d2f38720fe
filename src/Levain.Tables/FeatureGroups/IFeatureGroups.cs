namespace Levain.Tables;

/// <summary>An offline feature store.</summary>
public interface IFeatureGroups
{
    /// <summary>The names of the groups, in ordinal order.</summary>
    Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation = default);

    /// <summary>The group of a name, or null when there is none.</summary>
    Task<IFeatureGroup?> FindAsync(string name, CancellationToken cancellation = default);

    /// <summary>Makes a group, or finds the one that has the name, record identifier and event time already; features that are new to it are added.</summary>
    Task<IFeatureGroup> CreateAsync(FeatureGroupDefinition definition, CancellationToken cancellation = default);
}
