namespace Levain.Tables;

/// <summary>An offline feature store in a folder: a folder for each group, in the form in which the artifact is kept, so that <c>Lock</c> can pin it as a snapshot.</summary>
/// <remarks>Processes may append at the same time: one waits for the other. A reader sees a group as it was before an append or after it; a crash leaves no half of one.</remarks>
public sealed class FeatureGroupFolder(string root) : IFeatureGroups
{
    public Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<string>>(
        !Directory.Exists(root) ? [] : [.. Directory.EnumerateDirectories(root).Where(folder => File.Exists(Path.Combine(folder, GroupManifest.FileName))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)]);

    public Task<IFeatureGroup?> FindAsync(string name, CancellationToken cancellation = default)
    {
        var group = Group(FeatureName.Checked(name, "feature group"));
        return Task.FromResult<IFeatureGroup?>(group.Exists ? group : null);
    }

    public Task<IFeatureGroup> CreateAsync(FeatureGroupDefinition definition, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var group = Group(definition.Name);
        group.Create(definition, cancellation);
        return Task.FromResult<IFeatureGroup>(group);
    }

    // Beside the groups and not in them: what is pinned is the group alone.
    private FolderGroup Group(string name) => new(Path.Combine(root, name), Path.Combine(root, $".{name}.lock"), Path.Combine(root, $".{name}.new"));
}
