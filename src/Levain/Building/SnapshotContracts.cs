using Levain.Locks;
using Levain.Store;

namespace Levain.Building;

/// <summary>Checks snapshots that were taken anew against what pipelines say of them, before they are pinned.</summary>
/// <param name="pipelines">Those of the models that could be loaded.</param>
public sealed class SnapshotContracts(Workspace workspace, BuildProfile profile, IReadOnlyList<ModelProject> pipelines)
{
    /// <summary>Throws when any of the changes breaks what a pipeline declares, with all that is broken.</summary>
    public void Check(IReadOnlyList<SnapshotChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var broken = pipelines.SelectMany(project => Broken(project, changes, cancellation)).ToList();
        if (broken.Count == 1) throw broken[0];
        if (broken.Count > 1)
            throw new BuildException($"{broken.Count} contracts are broken, so data.lock.json is left as it is")
            {
                Details = [.. broken.SelectMany(error => error.Details.Select(line => $"  {line}").Prepend(error.Message))],
            };
    }

    private IEnumerable<BuildException> Broken(ModelProject project, IReadOnlyList<SnapshotChange> changes, CancellationToken cancellation)
    {
        var declared = Declared(project);
        // Also a snapshot that did not change: the contract may have.
        List<SnapshotChange> asked = [.. changes.Where(change => declared.ContainsKey(change.Now.Name))];
        if (asked.Count == 0) yield break;
        using var files = new Files(workspace, profile, changes, declared);
        foreach (var change in asked)
            if (BrokenBy(project, declared[change.Now.Name], files, cancellation) is { } error) yield return error;
    }

    private static BuildException? BrokenBy(ModelProject project, DeclaredSnapshot snapshot, Files files, CancellationToken cancellation)
    {
        try
        {
            snapshot.Check(files, cancellation);
            return null;
        }
        catch (BuildException error)
        {
            return new BuildException($"snapshot `{snapshot.Name}` is not what model `{project.Name}` declares: {error.Message}", error.Hint, error) { Details = error.Details };
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            return new BuildException($"snapshot `{snapshot.Name}` cannot be checked for model `{project.Name}`: {UserCode.Says(error)}", inner: error);
        }
    }

    private static Dictionary<string, DeclaredSnapshot> Declared(ModelProject project)
    {
        var declared = new Dictionary<string, DeclaredSnapshot>(StringComparer.Ordinal);
        foreach (var snapshot in Said(project))
            if (!declared.TryAdd(snapshot.Name, snapshot))
                throw new BuildException($"the pipeline of model `{project.Name}` declares snapshot `{snapshot.Name}` twice", "join the two declarations");
        return declared;
    }

    // The pipeline is the user's code.
    private static List<DeclaredSnapshot> Said(ModelProject project)
    {
        try
        {
            return [.. project.Pipeline.Snapshots];
        }
        catch (Exception error) when (error is not BuildException and not OutOfMemoryException)
        {
            throw new BuildException($"the pipeline of model `{project.Name}` cannot say what its snapshots are: {UserCode.Says(error)}", inner: error);
        }
    }

    private sealed class Files(Workspace workspace, BuildProfile profile, IReadOnlyList<SnapshotChange> changes, Dictionary<string, DeclaredSnapshot> declared) : ISnapshotFiles, IDisposable
    {
        private readonly Lazy<DataLock> pinned = new(workspace.ReadDataLock);
        private readonly Lazy<string> scratch = new(() => Directory.CreateDirectory(workspace.Folder.NewTemporary()).FullName);

        public string Scratch => scratch.Value;

        public void Dispose()
        {
            if (scratch.IsValueCreated) Directory.Delete(scratch.Value, recursive: true);
        }

        public string PathOf(string name)
        {
            var content = changes.FirstOrDefault(change => change.Now.Name == name)?.Now.Content ?? Pinned(name).Content;
            if (!workspace.Store.HasWhole(content)) throw new BuildException($"the bytes of snapshot `{name}` are not in the store", $"take it anew as well: add `--snapshot {name}`");
            return workspace.Store.OpenArtifact(content).Path;
        }

        public DeclaredSnapshot? Find(string name) => declared.GetValueOrDefault(name);

        private Snapshot Pinned(string name) => pinned.Value.Find(profile.Name, name) ?? throw new BuildException(
            $"no snapshot `{name}` is pinned for profile `{profile.Name}`",
            NearestName.Hint(name, [.. pinned.Value.Snapshots.Where(snapshot => snapshot.Profile == profile.Name).Select(snapshot => snapshot.Name)]));
    }
}
