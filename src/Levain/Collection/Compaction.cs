using System.Numerics;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Collection;

/// <summary>Keeps the number of files of a store small: many loose objects become a pack, and many small packs one.</summary>
/// <remarks>
/// Packs are merged with packs of about their size, so that a record is written again only when its pack has grown several times: a store of n bytes costs n·log n over its life.
/// The new pack is there before what it replaces goes, so a reader that finds neither name finds the new one when it looks again; and a kill leaves some objects twice, never not at all.
/// </remarks>
internal sealed class Compaction(StoreFolder store, Action<string> step, int manyLoose = Compaction.ManyLoose, int manyPacks = Compaction.ManyPacks)
{
    public const int ManyLoose = 2000, ManyPacks = 8;

    private const int SampledFolders = 4, Folders = 256, MostAtOnce = 4096;
    private const long SmallStep = 64L << 20, SmallestTier = 1 << 16;

    /// <summary>One small step at the end of a build, if there is something to gain; a look at a few folders if not. Never waits, never fails.</summary>
    public static void RunIfWorthIt(StoreFolder store, CancellationToken cancellation = default)
    {
        try
        {
            if (!IsWorthIt(store)) return;
            using var held = ProcessLock.TryAcquire(store.CollectLock, "compaction");
            if (held is not null) new Compaction(store, static _ => { }).Run(SmallStep, cancellation);
        }
        catch (Exception error) when (DiskError.Is(error) || error is BuildException)
        {
            // The build is done, and all it made is kept: there will be another time for this.
        }
    }

    /// <summary>As long as there is something to gain. The caller holds the lock of collections.</summary>
    public void RunToTheEnd(CancellationToken cancellation)
    {
        while (Run(PackFormat.LargeEnough, cancellation)) cancellation.ThrowIfCancellationRequested();
    }

    // Digests fall evenly: a few folders tell of all.
    private static bool IsWorthIt(StoreFolder store)
    {
        var loose = 0;
        for (var i = 0; i < SampledFolders; i++)
            if (Path.Combine(store.Objects, i.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)) is var folder && Directory.Exists(folder)) loose += ReadOnlyTree.Names(folder).Count();
        return loose * (Folders / SampledFolders) > ManyLoose || StoreWalk.Packs(store).Count > 4 * ManyPacks;
    }

    private bool Run(long budget, CancellationToken cancellation) => PackLoose(budget, cancellation) || MergePacks(budget, cancellation);

    private bool PackLoose(long budget, CancellationToken cancellation)
    {
        List<NamedFile> all = [.. StoreWalk.Files(store.Objects).Where(file => file.Size <= Intake.LongestWhole)];
        if (all.Count <= manyLoose) return false;
        var (some, bytes) = (new List<NamedFile>(), 0L);
        foreach (var file in all.OrderBy(file => file.Digest))
        {
            if (((bytes += file.Size) > budget || some.Count >= PackFormat.ManyEnough) && some.Count > 0) break;
            some.Add(file);
        }

        if (PackRewriting.Write(store, [], some, some.Max(file => file.Written)) is null) return false;
        step("packed");
        foreach (var batch in some.Chunk(MostAtOnce)) Remove(batch.Select(file => file.Path), cancellation);
        return true;
    }

    private bool MergePacks(long budget, CancellationToken cancellation)
    {
        var reader = new QuietReader(store);
        var tier = reader.Packs.Where(pack => pack.Length < budget / 2 && pack.Count < PackFormat.ManyEnough / 2).GroupBy(pack => BitOperations.Log2((ulong)(pack.Length / SmallestTier) + 1) / 2).Where(group => group.Count() >= manyPacks).MinBy(group => group.Key);
        if (tier is null) return false;

        var (some, bytes, records) = (new List<PackFile>(), 0L, 0);
        foreach (var pack in tier.OrderBy(pack => pack.Length).ThenBy(pack => pack.Name))
            if ((bytes += pack.Length) <= budget && (records += pack.Count) <= PackFormat.ManyEnough) some.Add(pack);
        if (some.Count < 2) return false;

        var merged = PackRewriting.Write(store, some.SelectMany(pack => pack.Entries().Where(entry => !pack.Lost.Contains(entry.Digest)).Select(entry => (pack, entry))), [], some.Max(pack => File.GetLastWriteTimeUtc(pack.Path)));
        if (merged is null) return false;
        step("merged");
        Remove(some.Where(pack => pack.Path != merged).SelectMany(pack => new[] { pack.Path, Path.ChangeExtension(pack.Path, LostRecords.Extension) }), cancellation);
        return true;
    }

    // All of it is in a new pack, so no lease matters. Through the trash nevertheless: names that vanish at once, and whole after a kill.
    private void Remove(IEnumerable<string> paths, CancellationToken cancellation)
    {
        string? leftover;
        using (store.Sweeps.Exclude(onWait: null, cancellation))
        {
            store.Trash.GiveAllBack();
            foreach (var path in paths) DiskError.Guard(path, () => store.Trash.Take(path));
            step("replaced");
            leftover = store.Trash.Empty();
        }

        if (leftover is not null) ReadOnlyTree.TryDelete(leftover);
    }
}
