using Levain.Locks;
using Levain.Store;

namespace Levain.Collection;

/// <summary>Every snapshot of outside data that was taken into a store, whether a lock still names it or not: it cannot be made again, so it goes only when somebody names it.</summary>
/// <remarks>One file each under <c>.levain/snapshots</c>, in the format of <c>data.lock.json</c>.</remarks>
internal static class SnapshotRecords
{
    /// <summary>Remembers a snapshot whose bytes are in the store.</summary>
    public static void Record(StoreFolder store, Snapshot snapshot)
    {
        var path = PathOf(store, snapshot);
        if (File.Exists(path)) return;
        DiskError.Guard(path, () => Directory.CreateDirectory(store.Snapshots));
        new DataLock([snapshot]).Save(path, store.NewTemporary());
    }

    /// <summary>All of them, in ordinal order of profile and name; one that cannot be read throws.</summary>
    public static IReadOnlyList<Snapshot> Read(StoreFolder store) => [.. new DataLock(Paths(store).Select(path => Load(store, path))).Snapshots];

    /// <summary>One of them. Its name tells what it must say: a bit that flipped in the digest must not pass for another snapshot.</summary>
    public static Snapshot Load(StoreFolder store, string path) =>
        DataLock.Load(path).Snapshots is [var one] && PathOf(store, one) == path ? one : throw new BuildException($"`{path}` says something else than its name", "mend the store with `--target Fsck --repair`");

    public static IReadOnlyList<string> Paths(StoreFolder store) =>
        Directory.Exists(store.Snapshots) ? [.. Directory.EnumerateFiles(store.Snapshots, "*.json").Order(StringComparer.Ordinal)] : [];

    public static string PathOf(StoreFolder store, Snapshot snapshot) =>
        Path.Combine(store.Snapshots, $"{snapshot.Content.Digest.Hex}-{Digest.Of($"{snapshot.Profile}\n{snapshot.Name}").Hex[..12]}.json");
}
