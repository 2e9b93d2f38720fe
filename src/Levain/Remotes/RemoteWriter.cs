using Levain.Actions;
using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Remotes;

/// <summary>Brings contents and action records to one remote, with as few and as large blobs as can be: packs first, then what names them.</summary>
internal sealed class RemoteWriter(IRemote remote, FileContentStore store, StoreFolder folder, ITransferEvents events, int jobs, bool dryRun) : IDisposable
{
    private const long PackSize = 64 << 20;
    private const int FewObjects = 3;

    private readonly RemoteMemory memory = new(folder, remote.Name);

    // One closure after another: the second may find what it needs in the packs of the first.
    private readonly SemaphoreSlim closures = new(1);
    private readonly SemaphoreSlim transfers = new(jobs);

    public void Dispose()
    {
        closures.Dispose();
        transfers.Dispose();
    }

    /// <returns>The bytes that travelled, 0 when all was there; null when it is not whole here.</returns>
    public async Task<long?> PushAsync(Content root, CancellationToken cancellation)
    {
        if (!root.IsTree && store.SizeOf(root.Digest) is { } size and <= ChunkCutter.Longest) return await PushObjectAsync(root.Digest, size, cancellation).ConfigureAwait(false);
        await closures.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await IsThereAsync(root, cancellation).ConfigureAwait(false)) return 0;
            return new Closure(store).Of(root, cancellation) is { } all ? await PushAsync(root, all, cancellation).ConfigureAwait(false) : null;
        }
        catch (LostObjectException lost)
        {
            events.Noticed($"{lost.Message}: it is not pushed");
            return null;
        }
        finally
        {
            closures.Release();
        }
    }

    /// <returns>The bytes that travelled, 0 when a good record was there.</returns>
    public async Task<long> PushAsync(ActionRecord record, CancellationToken cancellation)
    {
        var key = RemoteKey.Action(record.Digest);
        var bytes = ActionFormat.Write(record);
        if (await HasAsync(key, bytes.Length, cancellation).ConfigureAwait(false)) return 0;
        // Another machine took another time for the same: any good record will do.
        if (await RemoteReads.BytesAsync(remote, key, RemoteReads.LargestRecord, cancellation).ConfigureAwait(false) is { } other && ActionFormat.Read(other)?.Digest == record.Digest) return 0;
        return await SendAsync(key, () => new MemoryStream(bytes, writable: false), bytes.Length, cancellation).ConfigureAwait(false);
    }

    // By its size, unless this machine knows better: to read everything again at every push would be no push any more.
    private async Task<bool> HasAsync(RemoteKey key, long size, CancellationToken cancellation) =>
        !memory.IsDoubted(key) && await remote.SizeAsync(key, cancellation).ConfigureAwait(false) == size;

    private async Task<long?> PushObjectAsync(Digest digest, long size, CancellationToken cancellation)
    {
        var key = RemoteKey.Content(digest);
        return await HasAsync(key, size, cancellation).ConfigureAwait(false) ? 0 : await SendAsync(key, () => store.Open(digest), size, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> IsThereAsync(Content root, CancellationToken cancellation)
    {
        var key = PushedManifest.KeyOf(root);
        if (memory.Manifest(root) is { } known)
        {
            if (await HasAsync(key, known.ToBytes().Length, cancellation).ConfigureAwait(false) && await HoldsAsync(known, cancellation).ConfigureAwait(false)) return true;
            memory.Forget(root);
        }

        if (await RemoteReads.BytesAsync(remote, key, PushedManifest.Largest, cancellation).ConfigureAwait(false) is not { } bytes || PushedManifest.Read(bytes, root) is not { } found) return false;
        if (!await HoldsAsync(found, cancellation).ConfigureAwait(false)) return false;
        memory.Remember(found);
        return true;
    }

    private async Task<bool> HoldsAsync(PushedManifest manifest, CancellationToken cancellation)
    {
        if (manifest.Packs.Count + manifest.Objects.Count > FewObjects) return await HoldsManyAsync(manifest, cancellation).ConfigureAwait(false);
        foreach (var pack in manifest.Packs)
            if (!await HasAsync(RemoteKey.Content(pack.File), pack.Size, cancellation).ConfigureAwait(false)) return false;
        foreach (var each in manifest.Objects)
            if (!await HasAsync(RemoteKey.Content(each.Digest), each.Size, cancellation).ConfigureAwait(false)) return false;
        return true;
    }

    private async Task<bool> HoldsManyAsync(PushedManifest manifest, CancellationToken cancellation)
    {
        var blobs = manifest.Packs.Select(pack => (pack.File, pack.Size)).Concat(manifest.Objects.Select(each => (each.Digest, each.Size)));
        var missing = 0;
        await Parallel.ForEachAsync(blobs, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, async (blob, token) =>
        {
            if (!await HasAsync(RemoteKey.Content(blob.Item1), blob.Item2, token).ConfigureAwait(false)) Interlocked.Increment(ref missing);
        }).ConfigureAwait(false);
        return missing == 0;
    }

    private async Task<long> PushAsync(Content root, IReadOnlyList<Wanted> all, CancellationToken cancellation)
    {
        var left = all.ToDictionary(wanted => wanted.Digest);
        var packs = new List<PushedPack>();
        var objects = new List<PushedObject>();
        foreach (var pack in await KnownAsync(left, cancellation).ConfigureAwait(false)) packs.Add(pack);

        long sent = 0;
        var sending = new List<Task<long>>();
        try
        {
            foreach (var pack in WorthSending(left))
                if (await SendAsItIsAsync(pack, left, sending, cancellation).ConfigureAwait(false) is { } whole) packs.Add(whole);

            // In the order of the closure: who reads the tree reads the pack from its beginning.
            var rest = all.Where(wanted => left.ContainsKey(wanted.Digest)).ToList();
            var alone = rest.Count <= FewObjects && rest.All(wanted => wanted.Kind == PackedKind.Blob) ? rest : rest.Where(wanted => wanted.IsLargeLoose).ToList();
            foreach (var wanted in alone)
            {
                objects.Add(new(wanted.Digest, wanted.Size));
                sending.Add(SendObjectAsync(wanted, cancellation));
            }

            await SendPackedAsync(rest.Except(alone), packs, sending, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Whatever failed: nothing runs on when this has returned.
            await Task.WhenAll(sending).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }

        foreach (var each in sending) sent += await each.ConfigureAwait(false);
        var manifest = new PushedManifest(root, packs, objects);
        var bytes = manifest.ToBytes();
        sent += await SendAsync(PushedManifest.KeyOf(root), () => new MemoryStream(bytes, writable: false), bytes.Length, cancellation).ConfigureAwait(false);
        if (!dryRun) memory.Remember(manifest);
        return sent;
    }

    // Packs that the remote has already, and that hold enough of what is wanted for a reader to fetch them whole.
    private async Task<List<PushedPack>> KnownAsync(Dictionary<Digest, Wanted> left, CancellationToken cancellation)
    {
        var useful = new Dictionary<KnownPack, long>(ReferenceEqualityComparer.Instance);
        foreach (var wanted in left.Values)
            if (memory.Find(wanted.Digest) is var (pack, length)) useful[pack] = useful.GetValueOrDefault(pack) + length;

        var there = new List<PushedPack>();
        foreach (var (known, bytes) in useful.OrderByDescending(each => each.Value).ThenBy(each => each.Key.Pack.File))
        {
            if (bytes < known.Pack.Size / 4) continue;
            if (!await HasAsync(RemoteKey.Content(known.Pack.File), known.Pack.Size, cancellation).ConfigureAwait(false))
            {
                memory.Forget(known.Pack);
                continue;
            }

            there.Add(known.Pack);
            foreach (var (digest, _) in known.Objects) left.Remove(digest);
        }

        return there;
    }

    private static List<PackFile> WorthSending(Dictionary<Digest, Wanted> left) =>
    [
        .. left.Values.Where(wanted => wanted.Pack is not null).GroupBy(wanted => wanted.Pack!)
            .Where(group => group.Count() > FewObjects && group.Sum(wanted => wanted.Length) >= group.Key.Length / 2)
            .Select(group => group.Key).OrderBy(pack => pack.Name),
    ];

    private async Task<PushedPack?> SendAsItIsAsync(PackFile pack, Dictionary<Digest, Wanted> left, List<Task<long>> sending, CancellationToken cancellation)
    {
        // Read through before it goes: what is damaged here must not spread. Its records then go one by one, as far as they are good.
        using var good = CheckedPack.Read(pack.Path, cancellation);
        if (good is null || good.Name != pack.Name) return null;
        Digest file;
        await using (var content = File.OpenRead(pack.Path)) file = Digest.FromHash(await System.Security.Cryptography.SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false));
        var pushed = new PushedPack(file, pack.Length, pack.Name);
        sending.Add(SendPackAsync(pushed, pack.Path, [.. good.Entries.Select(entry => (entry.Digest, entry.Length))], temporary: null, cancellation));
        foreach (var entry in good.Entries) left.Remove(entry.Digest);
        return pushed;
    }

    private async Task SendPackedAsync(IEnumerable<Wanted> rest, List<PushedPack> packs, List<Task<long>> sending, CancellationToken cancellation)
    {
        TravelPack? open = null;
        try
        {
            foreach (var wanted in rest)
            {
                cancellation.ThrowIfCancellationRequested();
                open ??= new TravelPack(folder);
                Pack(wanted, open);
                if (open.Length < PackSize) continue;
                await CloseAsync().ConfigureAwait(false);
            }

            if (open is not null) await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            open?.Dispose();
        }

        async Task CloseAsync()
        {
            var (pack, pushed) = (open!, open!.Finish());
            open = null;
            packs.Add(pushed);
            // Not too many of them on the disk at once.
            if (sending.Count(each => !each.IsCompleted) >= jobs) await Task.WhenAny(sending.Where(each => !each.IsCompleted)).ConfigureAwait(false);
            sending.Add(SendPackAsync(pushed, pack.Path, [.. pack.Entries.Select(entry => (entry.Digest, entry.Length))], pack, cancellation));
        }
    }

    private void Pack(Wanted wanted, TravelPack pack)
    {
        if (wanted.Kind == PackedKind.Recipe)
        {
            var recipe = store.Objects.FindRecipe(wanted.Digest) ?? throw new MissingObjectException(wanted.Digest);
            pack.Add(PackedKind.Recipe, wanted.Digest, recipe.ToBytes(), recipe.Size);
            return;
        }

        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)wanted.Length);
        try
        {
            var bytes = buffer.AsSpan(0, (int)wanted.Length);
            if (!store.Objects.TryRead(wanted.Digest, bytes)) throw new MissingObjectException(wanted.Digest);
            pack.Add(PackedKind.Blob, wanted.Digest, bytes, bytes.Length);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<long> SendObjectAsync(Wanted wanted, CancellationToken cancellation) => await PushObjectAsync(wanted.Digest, wanted.Size, cancellation).ConfigureAwait(false) ?? 0;

    private async Task<long> SendPackAsync(PushedPack pack, string path, IReadOnlyList<(Digest, int)> objects, TravelPack? temporary, CancellationToken cancellation)
    {
        using (temporary)
        {
            var key = RemoteKey.Content(pack.File);
            if (await HasAsync(key, pack.Size, cancellation).ConfigureAwait(false))
            {
                if (!dryRun) memory.Remember(pack, objects);
                return 0;
            }

            var sent = await SendAsync(key, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), pack.Size, cancellation).ConfigureAwait(false);
            if (dryRun) return sent;
            if (await remote.SizeAsync(key, cancellation).ConfigureAwait(false) is not { } kept || (kept >= 0 && kept != pack.Size))
                throw new RemoteException($"remote `{remote.Name}` took a pack and has not kept it whole", RemoteFault.Wrong, "push again; if it stays so, that remote cannot be trusted with large blobs");
            memory.Remember(pack, objects);
            return sent;
        }
    }

    private async Task<long> SendAsync(RemoteKey key, Func<Stream> content, long length, CancellationToken cancellation)
    {
        events.Planned(1, length);
        if (dryRun) return length;
        await transfers.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            long counted = 0;
            await remote.PutAsync(key, () =>
            {
                // Another attempt: what had gone goes again.
                events.Transferred(-counted);
                counted = 0;
                return new MeteredStream(content(), bytes =>
                {
                    counted += bytes;
                    events.Transferred(bytes);
                });
            }, length, cancellation).ConfigureAwait(false);
            events.Transferred(length - counted);
            events.FileDone();
            memory.Trust(key);
            return length;
        }
        finally
        {
            transfers.Release();
        }
    }
}
