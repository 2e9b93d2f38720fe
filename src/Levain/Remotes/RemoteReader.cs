using Levain.Actions;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Remotes;

/// <summary>Fetches contents and action records from one remote. Nothing is visible in the store before it has been checked; what is wrong or not there is a miss.</summary>
internal sealed class RemoteReader : IDisposable
{
    private const long LargestPack = 1L << 30, LargestObject = 1L << 40, LargestListing = 256 << 20;

    private readonly Download download;
    private readonly RemoteMemory memory;
    private readonly IRemote remote;
    private readonly FileContentStore store;
    private readonly StoreFolder folder;
    private readonly ITransferEvents events;
    private readonly int jobs;
    private readonly SemaphoreSlim closures = new(1), transfers;
    private readonly HashSet<Digest> bad = [];

    public RemoteReader(IRemote remote, FileContentStore store, StoreFolder folder, RemotePatience patience, TimeProvider clock, ITransferEvents events, int jobs)
    {
        (this.remote, this.store, this.folder, this.events, this.jobs) = (remote, store, folder, events, jobs);
        memory = new(folder, remote.Name);
        download = new(folder, memory, patience, clock, events);
        transfers = new(jobs);
    }

    public IRemote Remote => remote;

    public void Dispose()
    {
        closures.Dispose();
        transfers.Dispose();
        remote.Dispose();
    }

    public async Task<ActionRecord?> FindActionAsync(Digest key, CancellationToken cancellation)
    {
        if (await RemoteReads.BytesAsync(remote, RemoteKey.Action(key), RemoteReads.LargestRecord, cancellation).ConfigureAwait(false) is not { } bytes) return null;
        if (ActionFormat.Read(bytes) is { } record && record.Digest == key) return record;
        memory.Doubt(RemoteKey.Action(key));
        events.Noticed($"remote `{remote.Name}` has a damaged record of action `{key.Brief}`: it does not count");
        return null;
    }

    /// <summary>Whether the remote seems to have it, by metadata alone.</summary>
    public async Task<bool> HasAsync(Content content, CancellationToken cancellation) =>
        await remote.SizeAsync(RemoteKey.Content(content.Digest), cancellation).ConfigureAwait(false) is not null
        || await remote.SizeAsync(PushedManifest.KeyOf(content), cancellation).ConfigureAwait(false) is not null;

    /// <summary>Brings a content here. False when the remote has it not, or not whole, or not right.</summary>
    public async Task<bool> FetchAsync(Content content, CancellationToken cancellation)
    {
        if (store.HasWhole(content)) return true;
        if (!content.IsTree && await FetchObjectAsync(content.Digest, null, LargestObject, cancellation).ConfigureAwait(false)) return store.HasWhole(content);
        await closures.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (store.HasWhole(content)) return true;
            // Again when a collection took meanwhile what was here at the beginning; from now on a lease on the root keeps it.
            var again = true;
            for (var round = 0; again && round < 2; round++)
            {
                again = await FetchPacksAsync(content, cancellation).ConfigureAwait(false);
                if (store.Arrived(content)) return true;
            }
        }
        finally
        {
            closures.Release();
        }

        return content.IsTree && await WalkAsync(content.Digest, cancellation).ConfigureAwait(false) && store.Arrived(content);
    }

    /// <returns>True when something that was here is not any more, so that to ask again can help.</returns>
    private async Task<bool> FetchPacksAsync(Content content, CancellationToken cancellation)
    {
        if (await RemoteReads.BytesAsync(remote, PushedManifest.KeyOf(content), PushedManifest.Largest, cancellation).ConfigureAwait(false) is not { } bytes) return false;
        if (PushedManifest.Read(bytes, content) is not { } manifest)
        {
            memory.Doubt(PushedManifest.KeyOf(content));
            events.Noticed($"remote `{remote.Name}` has a damaged list of what belongs to `{content.Digest.Brief}`: it does not count");
            return false;
        }

        download.RemoveForgotten();
        store.Packs.Refresh();
        var here = manifest.Packs.Where(IsHere).ToList();
        var missing = manifest.Packs.Where(pack => !IsHere(pack) && !bad.Contains(pack.File) && pack.Size <= LargestPack).DistinctBy(pack => pack.File).ToList();
        var objects = manifest.Objects.Where(each => !store.Has(each.Digest)).ToList();
        events.Planned(missing.Count, missing.Sum(pack => pack.Size));

        var arrived = new CheckedPack?[missing.Count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, missing.Count), new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, async (i, token) => arrived[i] = await FetchPackAsync(missing[i], token).ConfigureAwait(false)).ConfigureAwait(false);
            await Parallel.ForEachAsync(objects, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, async (each, token) => await FetchObjectAsync(each.Digest, each.Size, each.Size, token).ConfigureAwait(false)).ConfigureAwait(false);
            new PackInstall(store, folder).Install(content, [.. arrived.OfType<CheckedPack>()], cancellation);
            for (var i = 0; i < missing.Count; i++)
                if (arrived[i] is { } good) memory.Remember(missing[i], [.. good.Entries.Select(entry => (entry.Digest, entry.Length))]);
            if (missing.Count > 0 && arrived.All(pack => pack is not null)) memory.Remember(manifest);
            return !here.All(IsHere);
        }
        finally
        {
            foreach (var pack in arrived.OfType<CheckedPack>())
            {
                pack.Dispose();
                // Gone when it was moved into its place.
                AtomicFile.TryDelete(pack.Path);
            }
        }
    }

    private bool IsHere(PushedPack pack) => store.Packs.Packs.Any(here => here.Name == pack.Index && here.Length == pack.Size && here.Lost.Digests.Count == 0);

    private async Task<CheckedPack?> FetchPackAsync(PushedPack pack, CancellationToken cancellation)
    {
        if (await download.FetchAsync(remote, pack.File, pack.Size, LargestPack, cancellation).ConfigureAwait(false) is not { } path)
        {
            lock (bad) bad.Add(pack.File);
            return null;
        }

        events.FileDone();
        if (CheckedPack.Read(path, cancellation) is { } good)
        {
            if (good.Name == pack.Index) return good;
            good.Dispose();
        }

        AtomicFile.TryDelete(path);
        lock (bad) bad.Add(pack.File);
        memory.Doubt(RemoteKey.Content(pack.File));
        events.Noticed($"remote `{remote.Name}` has a damaged pack `{pack.File.Brief}`: it does not count");
        return null;
    }

    private async Task<bool> FetchObjectAsync(Digest digest, long? size, long most, CancellationToken cancellation)
    {
        await transfers.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await download.FetchAsync(remote, digest, size, most, cancellation).ConfigureAwait(false) is not { } path) return false;
            events.Planned(1, new FileInfo(path).Length);
            events.FileDone();
            try
            {
                return store.AddPath(path, Adding.Take, cancellation).Digest == digest;
            }
            finally
            {
                AtomicFile.TryDelete(path);
            }
        }
        finally
        {
            transfers.Release();
        }
    }

    // Object by object: what other tools put there, or what is left when a pack is damaged.
    private async Task<bool> WalkAsync(Digest folderDigest, CancellationToken cancellation)
    {
        if (!store.Has(folderDigest) && !await FetchObjectAsync(folderDigest, null, LargestListing, cancellation).ConfigureAwait(false)) return false;
        IReadOnlyList<TreeEntry> entries;
        try
        {
            entries = store.ReadTree(folderDigest).Entries;
        }
        catch (BuildException)
        {
            // Damaged here meanwhile, or no listing at all.
            return false;
        }

        foreach (var entry in entries)
        {
            if (entry.Kind == EntryKind.Directory ? !await WalkAsync(entry.Digest, cancellation).ConfigureAwait(false)
                : !store.HasWhole(Content.File(entry.Digest)) && !await FetchObjectAsync(entry.Digest, entry.Size, entry.Size, cancellation).ConfigureAwait(false)) return false;
        }

        return true;
    }
}
