using System.Collections.Concurrent;
using Levain.Actions;
using Levain.Locks;
using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;
using Levain.Store.Scanning;

namespace Levain.Collection;

/// <summary>Where something in a store is wrong, before anybody has said what it means.</summary>
internal sealed record Fault(FaultKind Kind, string Path, string What, Digest? Digest = null)
{
    public PackFile? Pack { get; init; }

    public PackEntry? Entry { get; init; }

    public Snapshot? Snapshot { get; init; }
}

internal enum FaultKind
{
    /// <summary>An object whose bytes are wrong.</summary>
    Loose,

    /// <summary>A record of a pack whose bytes are wrong.</summary>
    Record,

    /// <summary>A pack that is none.</summary>
    Pack,

    /// <summary>A snapshot, or an object below something that is here, and that is not here itself.</summary>
    Missing,

    /// <summary>An action that cannot be read, or names what is not here.</summary>
    Action,

    /// <summary>A lock file that cannot be read.</summary>
    Lock,

    /// <summary>A note about a snapshot that cannot be read.</summary>
    SnapshotRecord,

    /// <summary>A cache that can be made again at any time: a path for tools, a list of stamps.</summary>
    Cache,

    /// <summary>A file that is none of ours.</summary>
    Stranger,
}

/// <summary>Reads everything in a store through, in parallel, and changes nothing.</summary>
internal sealed class StoreCheck(StoreFolder store, string root, Action<long>? progress, CancellationToken cancellation)
{
    private readonly ConcurrentBag<Fault> faults = [];
    private readonly ConcurrentDictionary<Digest, bool> good = new();
    private long objects, bytes;

    public long Checked => objects;

    public long Bytes => bytes;

    public IReadOnlyList<Fault> Run()
    {
        var reader = new QuietReader(store);
        foreach (var (path, why) in reader.Unreadable) faults.Add(new(FaultKind.Pack, path, why));
        InParallel(StoreWalk.Files(store.Objects), CheckLoose);
        foreach (var pack in reader.Packs) CheckPack(pack);
        foreach (var pack in reader.Packs) CheckRecipes(pack, reader);
        CheckStrangers();
        CheckLocks();
        CheckActions(reader);
        CheckSnapshots(reader);
        CheckCaches();
        return [.. faults.OrderBy(fault => fault.Path, StringComparer.Ordinal).ThenBy(fault => fault.Digest ?? default)];
    }

    private void InParallel<T>(IEnumerable<T> items, Action<T> check) =>
        Parallel.ForEach(Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, check);

    private void Count(long size)
    {
        var now = Interlocked.Increment(ref objects);
        Interlocked.Add(ref bytes, size);
        if (now % 1000 == 0) progress?.Invoke(now);
    }

    private void CheckLoose(NamedFile file)
    {
        Count(file.Size);
        try
        {
            using var handle = FileBytes.Open(file.Path);
            if (FileBytes.Hash(handle, file.Size, each: null, cancellation).Digest == file.Digest) good.TryAdd(file.Digest, true);
            else faults.Add(new(FaultKind.Loose, file.Path, "its bytes have another digest", file.Digest));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Moved into a pack meanwhile.
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            faults.Add(new(FaultKind.Loose, file.Path, $"it cannot be read: {error.Message}", file.Digest));
        }
    }

    private void CheckPack(PackFile pack)
    {
        if (!pack.IndexIsGood())
        {
            faults.Add(new(FaultKind.Pack, pack.Path, "its index has another digest than its name says"));
            return;
        }

        var entries = pack.Entries().ToList();
        for (var i = 1; i < entries.Count; i++)
            if (entries[i - 1].Digest >= entries[i].Digest)
            {
                faults.Add(new(FaultKind.Pack, pack.Path, "its index is not sorted"));
                return;
            }

        InParallel(entries.Where(entry => !pack.Lost.Contains(entry.Digest)), entry =>
        {
            Count(entry.Length);
            if (pack.Reads(entry) != true) faults.Add(new(FaultKind.Record, pack.Path, entry.Kind == PackedKind.Blob ? "a record has other bytes than its digest says" : "a list of chunks is damaged", entry.Digest) { Pack = pack, Entry = entry });
            else if (entry.Kind == PackedKind.Blob) good.TryAdd(entry.Digest, true);
        });
        CheckHeaders(pack, entries);
    }

    // What salvages a pack without its end are the records alone, so they must agree with the index.
    private void CheckHeaders(PackFile pack, List<PackEntry> entries)
    {
        using var file = FileBytes.Open(pack.Path);
        var found = PackFile.Scan(file).Select(entry => (entry.Digest, entry.Offset)).ToHashSet();
        if (entries.Any(entry => !found.Contains((entry.Digest, entry.Offset)))) faults.Add(new(FaultKind.Pack, pack.Path, "its records and its index do not agree"));
    }

    // After all blobs: a large object is whole when its chunks, one after the other, have its digest.
    private void CheckRecipes(PackFile pack, QuietReader reader)
    {
        if (!pack.IndexIsGood()) return;
        InParallel(pack.Entries().Where(entry => entry.Kind == PackedKind.Recipe && !pack.Lost.Contains(entry.Digest) && pack.Reads(entry) == true), entry =>
        {
            var payload = new byte[entry.Length];
            if (!pack.TryRead(entry, payload) || Recipe.TryParse(payload) is not { } recipe) return;
            if (recipe.Chunks.FirstOrDefault(chunk => !good.ContainsKey(chunk.Digest)) is { Length: > 0 } missing)
                faults.Add(new(FaultKind.Record, pack.Path, $"chunk {missing.Digest.Brief} of a large object is damaged or not here", entry.Digest) { Pack = pack, Entry = entry });
            else if (DigestOf(recipe, reader) != entry.Digest)
                faults.Add(new(FaultKind.Record, pack.Path, "the chunks of a large object do not make it up", entry.Digest) { Pack = pack, Entry = entry });
            else
                good.TryAdd(entry.Digest, true);
        });
    }

    private Digest DigestOf(Recipe recipe, QuietReader reader)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var chunk in recipe.Chunks)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = reader.TryReadBlob(chunk.Digest) ?? [];
            hash.AppendData(bytes);
        }

        return Digest.FromHash(hash.GetHashAndReset());
    }

    private void CheckStrangers()
    {
        foreach (var folder in new[] { store.Objects, store.Actions })
        {
            var known = StoreWalk.Files(folder).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                if (!known.Contains(path) && File.Exists(path)) faults.Add(new(FaultKind.Stranger, path, "it is not named as files are there"));
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(store.Packs))
        {
            var (stem, extension) = (Path.GetFileNameWithoutExtension(path), Path.GetExtension(path));
            if (!Digest.TryParseHex(stem, out _) || extension is not (PackFolder.Extension or LostRecords.Extension)) faults.Add(new(FaultKind.Stranger, path, "it is not named as files are there"));
            else if (extension == LostRecords.Extension && !File.Exists(Path.ChangeExtension(path, PackFolder.Extension))) faults.Add(new(FaultKind.Cache, path, "it is about a pack that is not here"));
            else if (extension == LostRecords.Extension && !LostRecords.IsGood(path)) faults.Add(new(FaultKind.Cache, path, "it is damaged"));
        }
    }

    private void CheckLocks()
    {
        foreach (var path in LockRoots.ModelLocks(root).Append(Path.Combine(root, "data.lock.json")))
            Try(FaultKind.Lock, path, () => _ = Path.GetFileName(path) == "data.lock.json" ? (object)DataLock.Load(path) : ModelLock.Load(path));
    }

    private void CheckActions(QuietReader reader) => InParallel(StoreWalk.Files(store.Actions), file =>
    {
        Count(file.Size);
        if (reader.TryReadAction(file.Digest) is not { } record)
        {
            if (File.Exists(file.Path)) faults.Add(new(FaultKind.Action, file.Path, "it is no action, or that of another key", file.Digest));
            return;
        }

        // What never came here or was collected is a miss and no damage: a record may well come alone from elsewhere. What is here must be here whole.
        foreach (var digest in new[] { record.Output.Digest, record.Log, record.Code })
            if (digest is { } named && reader.Has(named)) Follow(named, reader, file.Path);
    });

    private void CheckSnapshots(QuietReader reader)
    {
        var recorded = new List<Snapshot>();
        foreach (var path in SnapshotRecords.Paths(store)) Try(FaultKind.SnapshotRecord, path, () => recorded.Add(SnapshotRecords.Load(store, path)));
        foreach (var snapshot in recorded) Follow(snapshot.Content.Digest, reader, SnapshotRecords.PathOf(store, snapshot), snapshot);
    }

    /// <summary>Whether all below an object is here and good. What is damaged has a fault of its own already.</summary>
    private void Follow(Digest digest, QuietReader reader, string from, Snapshot? snapshot = null)
    {
        var seen = new HashSet<Digest>();
        var open = new Stack<Digest>([digest]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            if (!reader.Has(next)) faults.Add(new(FaultKind.Missing, from, $"it needs object {next.Brief}, which is not here", next) { Snapshot = snapshot });
            if (!good.ContainsKey(next) || TryReadListing(next, reader) is not { } listing) continue;
            foreach (var entry in listing.Entries)
                if (entry.Kind == EntryKind.Directory) open.Push(entry.Digest);
                else if (seen.Add(entry.Digest) && !reader.Has(entry.Digest)) faults.Add(new(FaultKind.Missing, from, $"it needs file {entry.Digest.Brief} (`{entry.Name}`), which is not here", entry.Digest) { Snapshot = snapshot });
        }
    }

    private static TreeListing? TryReadListing(Digest digest, QuietReader reader)
    {
        try
        {
            return reader.TryReadListing(digest);
        }
        catch (BuildException)
        {
            return null;
        }
    }

    private void CheckCaches()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(store.Paths))
        {
            var manifest = path.EndsWith(".manifest", StringComparison.Ordinal);
            if (manifest && !Path.Exists(path[..^9])) faults.Add(new(FaultKind.Cache, path, "it is about a path that is not here"));
            else if (manifest && !SealedStream.IsWhole(path)) faults.Add(new(FaultKind.Cache, path, "it is damaged"));
            else if (!Digest.TryParseHex(Path.GetFileName(path).Split('.')[0], out _)) faults.Add(new(FaultKind.Stranger, path, "it is not named as files are there"));
        }

        var trees = Directory.Exists(store.Trees) ? Directory.EnumerateFiles(store.Trees) : [];
        foreach (var cache in trees.Prepend(store.StatCache))
            if (File.Exists(cache) && !SealedStream.IsWhole(cache)) faults.Add(new(FaultKind.Cache, cache, "it is damaged"));
    }

    private void Try(FaultKind kind, string path, Action read)
    {
        try
        {
            read();
        }
        catch (BuildException error)
        {
            faults.Add(new(kind, path, error.Message));
        }
    }
}
