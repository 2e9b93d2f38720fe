using System.Collections.Concurrent;
using Levain.Collection;
using Levain.Locks;
using Levain.Planning;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Building;

/// <summary>Finds snapshots through the data lock, and files of the workspace on the disk.</summary>
internal sealed class WorkspaceInputs(Workspace workspace, BuildProfile profile, Snapshotter snapshotter, IElsewhere? elsewhere = null) : IInputs
{
    private readonly Lazy<DataLock> data = new(workspace.ReadDataLock);
    private readonly ConcurrentDictionary<string, PathSnapshot> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Origin, Counted> meanings = new();

    public Content Find(Origin origin, string stage) => origin switch
    {
        Origin.Snapshot snapshot => Pinned(snapshot.Name, stage).Content,
        Origin.Workspace file => files.GetOrAdd(file.Path, path => Take(path, stage)).Content,
        _ => throw new InvalidOperationException($"{origin} is made by a stage: the planner knows its content"),
    };

    public Digest MeaningOf(Origin.Workspace file, Content content, string stage)
    {
        if (meanings.TryGetValue(file, out var known) && known.Content == content.Digest) return known.Meaning;
        var meaning = file.Meaning!.Of(BytesOf(file, content, stage));
        meanings[file] = new(content.Digest, meaning);
        return meaning;
    }

    // From the disk, since a file whose new bytes mean the same is never brought into the store.
    private byte[] BytesOf(Origin.Workspace file, Content content, string stage)
    {
        var path = WorkspacePath.Resolve(workspace.Root, file.Path, stage);
        var bytes = DiskError.Telling(path, () => File.ReadAllBytes(path));
        if (Digest.Of(bytes) == content.Digest) return bytes;
        return workspace.Store.Has(content.Digest) ? workspace.Store.Read(content.Digest) : throw ChangedMeanwhile(file);
    }

    public Task FetchAsync(Origin origin, Content content, CancellationToken cancellation) =>
        workspace.Store.HasWhole(content) ? Task.CompletedTask : Task.Run(() => FetchNewAsync(origin, content, cancellation), cancellation);

    public bool HasChanged(Origin origin, Content content) =>
        origin is Origin.Workspace file && files.TryGetValue(file.Path, out var taken) && taken.FindChange() is not null;

    // The source first when it is there: it is nearest. What it lacks may be anywhere, since content is what counts.
    private async Task FetchNewAsync(Origin origin, Content content, CancellationToken cancellation)
    {
        if (elsewhere is null || origin is not Origin.Snapshot pinned)
        {
            Fetch(origin, content, cancellation);
            return;
        }

        if (Holds(Path.GetFullPath(Path.Combine(workspace.Root, Pinned(pinned.Name, stage: null).Source)), content)) Fetch(origin, content, cancellation);
        else if (await elsewhere.FetchAsync(content, cancellation).ConfigureAwait(false) is null && !FetchByName(pinned.Name, content, cancellation)) Fetch(origin, content, cancellation);
    }

    private bool FetchByName(string name, Content content, CancellationToken cancellation)
    {
        var source = Pinned(name, stage: null).Source;
        foreach (var folder in elsewhere!.MirrorFolders)
            foreach (var path in new[] { name, Path.GetFileName(source.TrimEnd('/')), content.Digest.Hex }.Where(each => each.Length > 0).Distinct(StringComparer.Ordinal).Select(each => Path.Combine(folder, each)))
                if (Holds(path, content) && workspace.Store.AddPath(path, Adding.Copy, cancellation) == content) return true;
        return false;
    }

    private bool Holds(string path, Content content) => Path.Exists(path) && snapshotter.Take(path).Content == content;

    private void Fetch(Origin origin, Content content, CancellationToken cancellation)
    {
        var path = origin is Origin.Workspace file ? WorkspacePath.Resolve(workspace.Root, file.Path, "") : SourcePath(((Origin.Snapshot)origin).Name);
        var added = workspace.Store.AddPath(path, Adding.Copy, cancellation);
        if (added == content)
        {
            if (origin is Origin.Snapshot taken) SnapshotRecords.Record(workspace.Folder, Pinned(taken.Name, stage: null));
            return;
        }

        throw origin is Origin.Workspace
            ? ChangedMeanwhile(origin)
            : new BuildException($"{origin} is pinned as {content.Digest.Brief}, but its source holds {added.Digest.Brief} now", $"restore the source, or pin what is there with `--target Lock --snapshot {((Origin.Snapshot)origin).Name}`");
    }

    private static BuildException ChangedMeanwhile(Origin file) => new($"{file} changed while the build ran", "build again when the file is at rest");

    private string SourcePath(string name)
    {
        var snapshot = Pinned(name, stage: null);
        var path = Path.GetFullPath(Path.Combine(workspace.Root, snapshot.Source));
        return Path.Exists(path) ? path : throw new BuildException($"the bytes of snapshot `{name}` are not in the store, and its source `{snapshot.Source}` is not there either", "bring the source back, or pull the store from a colleague's");
    }

    private Snapshot Pinned(string name, string? stage) =>
        data.Value.Find(profile.Name, name) ?? throw new BuildException(
            $"{(stage is null ? "the build" : $"stage `{stage}`")} reads snapshot `{name}`, but data.lock.json pins none of that name for profile `{profile.Name}`",
            NearestName.Of(name, data.Value.Snapshots.Where(snapshot => snapshot.Profile == profile.Name).Select(snapshot => snapshot.Name)) is { } nearest
                ? $"did you mean `{nearest}`?"
                : profile.IsSample ? "profile `sample` has no snapshots: simulate the data in a stage, or build with `--profile public`"
                : $"pin it with `--target Lock --snapshot {name} --source PATH --profile {profile.Name}`");

    private PathSnapshot Take(string path, string stage)
    {
        var full = WorkspacePath.Resolve(workspace.Root, path, stage);
        if (Path.Exists(full)) return Checked(snapshotter.Take(full), path, stage);

        // Names are compared without their folder, which would make any two of them look alike.
        var folder = Path.GetDirectoryName(full)!;
        var siblings = Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!) : [];
        throw new BuildException($"stage `{stage}` reads `{path}`, which is not there", NearestName.Of(Path.GetFileName(full), siblings) is { } nearest ? $"did you mean `{path[..(path.LastIndexOf('/') + 1)]}{nearest}`?" : null);
    }

    private PathSnapshot Checked(PathSnapshot taken, string path, string stage)
    {
        foreach (var link in taken.Links) WorkspacePath.RefuseLinkOut(workspace.Root, link, $"{path}/{Path.GetRelativePath(taken.Path, link).Replace('\\', '/')}", stage);
        return taken;
    }

    /// <summary>A class, since a table of structures would be compiled anew at every start.</summary>
    private sealed record Counted(Digest Content, Digest Meaning);
}
