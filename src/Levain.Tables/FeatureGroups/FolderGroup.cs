using Levain.Store;

namespace Levain.Tables;

/// <summary>A feature group in a folder.</summary>
/// <param name="folder">Holds the manifest and the parts.</param>
/// <param name="lockFile">Held while the group changes.</param>
/// <param name="scratch">Where a part is made before it is moved among the others.</param>
internal sealed class FolderGroup(string folder, string lockFile, string scratch) : IFeatureGroup
{
    private string ManifestPath => Path.Combine(folder, GroupManifest.FileName);

    public bool Exists => File.Exists(ManifestPath);

    public void Create(FeatureGroupDefinition definition, CancellationToken cancellation) => Change(() =>
    {
        if (!Exists) return FeatureGroup.Create(definition);
        var group = FeatureGroup.Open(folder);
        var known = group.Describe().Definition;
        if ((known.RecordIdentifier, known.EventTime) != (definition.RecordIdentifier, definition.EventTime))
            throw new BuildException($"feature group `{definition.Name}` is there already, with record identifier `{known.RecordIdentifier}` and event time `{known.EventTime}`", "give the new one another name");
        return group.With(definition.Features);
    }, cancellation);

    public Task<FeatureGroupDescription> DescribeAsync(CancellationToken cancellation = default) => Task.FromResult(FeatureGroup.Open(folder).Describe());

    public Task AppendAsync(Table rows, FeatureRun run, CancellationToken cancellation = default) =>
        Task.Run(() => Change(() => FeatureGroup.Open(folder).Append(rows, run, scratch, cancellation), cancellation), cancellation);

    public Task DeleteAsync(Table records, FeatureRun run, CancellationToken cancellation = default) =>
        Task.Run(() => Change(() => FeatureGroup.Open(folder).Delete(records, run, scratch, cancellation), cancellation), cancellation);

    public Task<Table> ReadAsync(FeatureQuery query, CancellationToken cancellation = default) => Task.Run(() => FeatureGroup.Open(folder).Read(query, cancellation), cancellation);

    public Task<Table> JoinAsync(Table labels, FeatureJoin join, CancellationToken cancellation = default) => Task.Run(() => FeatureGroup.Open(folder).Join(labels, join, cancellation), cancellation);

    private void Change(Func<FeatureGroup> change, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        using var held = ProcessLock.Acquire(lockFile, $"appending to {Path.GetFileName(folder)}", cancellation: cancellation);
        try
        {
            Keep(change());
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }

    // The manifest comes last: a part that it does not name is none, and goes with the next change.
    private void Keep(FeatureGroup group)
    {
        var parts = Path.Combine(folder, "parts");
        Directory.CreateDirectory(parts);
        foreach (var (part, file) in group.Files)
        {
            var target = Path.Combine(folder, part.Path);
            if (Path.GetFullPath(file) != Path.GetFullPath(target)) AtomicFile.Rename(file, target);
        }

        var named = group.Files.Select(each => Path.GetFileName(each.Part.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var orphan in Directory.EnumerateFiles(parts).Where(path => !named.Contains(Path.GetFileName(path)))) File.Delete(orphan);
        AtomicFile.SyncFolder(parts);
        AtomicFile.Write(ManifestPath, group.ManifestBytes, $"{scratch}.json");
    }
}
