using Levain.Collection;
using Levain.Locks;
using Levain.Store;

namespace Levain.Building;

/// <summary>Takes snapshots of outside data anew and pins them in <c>data.lock.json</c>.</summary>
/// <param name="sources">Null when snapshots are taken from files and folders only.</param>
public sealed class SnapshotPinning(Workspace workspace, BuildProfile profile, ISources? sources = null)
{
    /// <summary>What to say where a source is missing.</summary>
    internal const string Example = "add `--source SOURCE`: a path, a URL, `urls:LIST`, `s3://…`, or `ARCHIVE!/MEMBER`";

    /// <summary>Reads sources and compares them with what is pinned; writes nothing but the bytes into the store.</summary>
    /// <param name="names">Which snapshots; all of the profile when empty.</param>
    /// <param name="source">Where a new snapshot is, or null to keep what the lock says.</param>
    /// <param name="digest">What the bytes of one new snapshot must be, when that is known beforehand.</param>
    public async Task<IReadOnlyList<SnapshotChange>> TakeAsync(IReadOnlyList<string> names, string? source, Digest? digest = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (profile.IsSample) throw new UsageException("profile `sample` starts from simulated data: it has no snapshots", "name the profile that the snapshot belongs to, such as `--profile public`");
        if (source is not null && names.Count != 1) throw new UsageException("`--source` is for one snapshot", "name it with `--snapshot NAME`");
        if (digest is not null && names.Count != 1) throw new UsageException("`--digest` is for one snapshot", "name it with `--snapshot NAME`");

        var pinned = workspace.ReadDataLock().Snapshots.Where(snapshot => snapshot.Profile == profile.Name).ToDictionary(snapshot => snapshot.Name, StringComparer.Ordinal);
        var changes = new List<SnapshotChange>();
        foreach (var name in names.Count > 0 ? names : [.. pinned.Keys.Order(StringComparer.Ordinal)]) changes.Add(await TakeAsync(name, source, digest, pinned, cancellation).ConfigureAwait(false));
        return changes;
    }

    public void Write(IReadOnlyList<SnapshotChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        using var held = ProcessLock.Acquire(Path.Combine(workspace.Folder.Locks, "data-lock"), "writing data.lock.json");
        changes.Aggregate(workspace.ReadDataLock(), (data, change) => data.With(change.Now)).Save(workspace.DataLockPath, workspace.Folder.NewTemporary());
        Compaction.RunIfWorthIt(workspace.Folder);
    }

    private async Task<SnapshotChange> TakeAsync(string name, string? source, Digest? digest, Dictionary<string, Snapshot> pinned, CancellationToken cancellation)
    {
        var before = pinned.GetValueOrDefault(name);
        var from = source ?? before?.Source ?? throw new UsageException(
            $"no snapshot `{name}` is pinned for profile `{profile.Name}`, and no source is named",
            NearestName.Of(name, pinned.Keys) is { } nearest ? $"did you mean `{nearest}`?" : Example);
        var taken = sources is not null && (sources.Knows(from) || digest is not null)
            ? await sources.TakeAsync(new(name, from, digest), cancellation).ConfigureAwait(false)
            : TakePath(name, from, digest, cancellation);
        var (files, size) = TreeSize.Of(workspace.Store, taken.Content);
        var now = new Snapshot { Name = name, Profile = profile.Name, Source = from, Content = taken.Content, Size = size, Files = files, Taken = workspace.Clock.GetUtcNow().UtcDateTime, From = taken.From, Parts = taken.Parts };
        // The bytes are here from now on, whatever becomes of the lock: a collection must know that they cannot be made again.
        SnapshotRecords.Record(workspace.Folder, now);
        return new SnapshotChange(before, now, before is null ? [] : Differences(before.Content, taken.Content));
    }

    private TakenSource TakePath(string name, string from, Digest? digest, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(Path.Combine(workspace.Root, from));
        if (!Path.Exists(path)) throw new BuildException($"snapshot `{name}` is to be taken from `{from}`, which is not there", "name an existing file or folder with `--source`");
        var content = workspace.Store.AddPath(path, Adding.Copy, cancellation);
        return digest is null || content.Digest == digest ? new(content, from, []) : throw new BuildException($"snapshot `{name}` is to be {digest.Value.Brief}, but `{from}` holds {content.Digest.Brief}");
    }

    private IReadOnlyList<string> Differences(Content before, Content now) =>
        before.IsTree && now.IsTree ? TreeDifference.Find(workspace.Store, before.Digest, now.Digest) ?? [] : [];
}
