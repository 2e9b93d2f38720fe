using Levain.Locks;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Collection;

/// <summary>Puts right what a <see cref="StoreCheck"/> found, one fault at a time.</summary>
internal sealed class StoreRepair(StoreFolder store, string root, IReadOnlyList<IRootSource> roots, IReadOnlyList<IObjectSource> sources)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<Digest, string> fetched = [];

    /// <summary>Puts everything damaged out of the way: only then is it known what must be fetched.</summary>
    public void PutAway(IReadOnlyList<Fault> faults)
    {
        taken.Clear();
        foreach (var fault in faults)
        {
            if (fault.Kind == FaultKind.Loose) _ = new LooseObjects(store).Damage(fault.Digest!.Value, fault.What);
            else if (fault.Kind == FaultKind.Record) fault.Pack!.Lost.Add(fault.Digest!.Value, store.NewTemporary());
        }
    }

    /// <summary>Asks those who keep whole contents for all that is missing now, at once.</summary>
    public void Refill(IReadOnlyList<Fault> faults, CancellationToken cancellation)
    {
        fetched.Clear();
        var wanted = faults.Where(fault => fault.Digest is not null && fault.Kind is FaultKind.Loose or FaultKind.Record or FaultKind.Missing).Select(fault => fault.Digest!.Value).ToHashSet();
        foreach (var source in sources.OfType<IContentSource>())
        {
            var before = new QuietReader(store);
            wanted.RemoveWhere(before.Has);
            if (wanted.Count == 0) return;
            // What is not here at all and was not found damaged either is not asked for: old locks name much that nobody wants here.
            source.Fetch([.. Contents(before).Where(content => before.Has(content.Digest) || wanted.Contains(content.Digest))], cancellation);
            var after = new QuietReader(store);
            foreach (var digest in wanted.Where(after.Has)) fetched[digest] = source.Name;
        }
    }

    /// <summary>Puts one fault right, after <see cref="PutAway"/>.</summary>
    public Finding Repair(Fault fault, Finding told, CancellationToken cancellation)
    {
        switch (fault.Kind)
        {
            case FaultKind.Loose:
                return Fetched(fault, told, "set aside", cancellation);
            case FaultKind.Record:
                return Fetched(fault, told, "marked as lost", cancellation);
            case FaultKind.Pack:
                var saved = PackSalvage.Run(store, fault.Path);
                return told with { Repaired = true, Advice = saved is null ? "set aside; nothing in it could be saved" : FormattableString.Invariant($"{saved.Count} objects were saved from it") };
            case FaultKind.Missing:
                return Fetched(fault, told, "", cancellation);
            case FaultKind.Action:
                AtomicFile.TryDelete(fault.Path);
                return told with { Repaired = true, Advice = "removed: the next build that needs it runs it again" };
            case FaultKind.SnapshotRecord:
                return RepairRecord(fault, told);
            case FaultKind.Cache:
                if (fault.Path.EndsWith(".manifest", StringComparison.Ordinal)) ReadOnlyTree.TryDelete(fault.Path[..^9]);
                ReadOnlyTree.TryDelete(fault.Path);
                return told with { Repaired = true, Advice = "removed: it is made again when it is needed" };
            case FaultKind.Stranger:
                AtomicFile.Rename(fault.Path, Path.Combine(store.Damaged, $"{Path.GetFileName(fault.Path)}.{Path.GetFileName(store.NewTemporary())}"));
                return told with { Repaired = true, Advice = "moved to `damaged`" };
            default:
                return told;
        }
    }

    private Finding Fetched(Fault fault, Finding told, string done, CancellationToken cancellation)
    {
        var digest = fault.Digest!.Value;
        var prefix = done.Length > 0 ? $"{done}, " : "";
        if (new QuietReader(store).Has(digest)) return told with { Repaired = true, Advice = prefix + (fetched.TryGetValue(digest, out var from) ? $"fetched from {from}" : "and there is a good copy") };
        if (FetchFrom(digest, cancellation) is { } source) return told with { Repaired = true, Advice = $"{prefix}fetched from {source}" };
        if (FetchFromSource(fault, digest, cancellation) is { } snapshot) return told with { Repaired = true, Advice = $"{prefix}taken again from `{snapshot}`" };
        if (fault.Kind != FaultKind.Missing)
        {
            var advice = told.Meaning == "no lock needs it" ? "nothing is lost" : "the next build makes it again, unless it is data from outside";
            return told with { Repaired = true, Advice = $"{prefix}{advice}" };
        }

        return fault.Snapshot is { } lost ? Lost(fault, told, lost) : Forget(fault, told);
    }

    // The action goes, so that the next build makes again what it made.
    private static Finding Forget(Fault fault, Finding told)
    {
        AtomicFile.TryDelete(fault.Path);
        return told with { Repaired = true, Advice = "the action is removed: the next build makes it again" };
    }

    private Finding Lost(Fault fault, Finding told, Snapshot snapshot)
    {
        var pinned = Pins().Contains(snapshot.Content.Digest);
        // While a lock pins it, it stays a finding: builds that start from it cannot succeed.
        if (!pinned) AtomicFile.TryDelete(fault.Path);
        return told with
        {
            Lost = true,
            Repaired = !pinned,
            Advice = $"lost for good unless `{snapshot.Source}` comes back or a mirror or a remote has it{(pinned ? "" : "; no lock needs it any more, so it is forgotten")}",
        };
    }

    private HashSet<Digest> Pins() => [.. Named().Where(each => each.Kind == RootKind.Snapshot).Select(each => each.Digest)];

    private IEnumerable<Root> Named() => roots.SelectMany(source => source.Read().Roots);

    /// <summary>Every content that a lock, an action or a note of a snapshot names.</summary>
    private IReadOnlyCollection<Content> Contents(QuietReader reader)
    {
        var contents = new HashSet<Content>();
        Try(() =>
        {
            contents.UnionWith(Named().Select(root => root.Content).OfType<Content>());
            return true;
        });
        Try(() =>
        {
            contents.UnionWith(SnapshotRecords.Read(store).Select(snapshot => snapshot.Content));
            return true;
        });
        foreach (var file in StoreWalk.Files(store.Actions))
        {
            if (reader.TryReadAction(file.Digest) is not { } record) continue;
            contents.Add(record.Output);
            foreach (var digest in new[] { record.Log, record.Code })
                if (digest is { } named) contents.Add(Content.File(named));
        }

        return contents;
    }

    // The content is in the name of the note: what it belongs to is lost, what it keeps is not.
    private Finding RepairRecord(Fault fault, Finding told)
    {
        AtomicFile.TryDelete(fault.Path);
        if (!Digest.TryParseHex(Path.GetFileName(fault.Path).Split('-')[0], out var digest)) return told with { Repaired = true, Advice = "removed: it does not say what it kept" };
        var reader = new QuietReader(store);
        var tree = Try(() => reader.TryReadListing(digest) is not null);
        SnapshotRecords.Record(store, new Snapshot { Name = $"found-{digest.Brief}", Profile = "unknown", Source = "unknown", From = "unknown", Content = new(digest, tree), Size = 0, Files = 0, Taken = DateTime.UnixEpoch });
        return told with { Repaired = true, Advice = $"what it kept is kept as `unknown/found-{digest.Brief}`" };
    }

    private string? FetchFrom(Digest digest, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Try(() => Fetch(source, digest))) return source.Name;
        }

        return null;
    }

    private bool Fetch(IObjectSource source, Digest digest)
    {
        using var content = source.TryOpen(digest);
        if (content is null) return false;
        var temporary = store.NewTemporary();
        try
        {
            // Spooled first: bytes that are not the right ones must not come into the store at all.
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                content.CopyTo(file);
                file.Position = 0;
                if (Digest.Of(file) != digest) return false;
                file.Position = 0;
                return new FileContentStore(store).Put(file) == digest;
            }
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }

    private string? FetchFromSource(Fault fault, Digest digest, CancellationToken cancellation)
    {
        foreach (var snapshot in Candidates(fault))
        {
            var path = Path.GetFullPath(Path.Combine(root, snapshot.Source));
            if (!Path.Exists(path) || !taken.Add(path)) continue;
            if (Try(() => new FileContentStore(store).AddPath(path, Adding.Copy, cancellation).Digest.IsNone)) continue;
            if (new QuietReader(store).Has(digest)) return snapshot.Source;
        }

        return null;
    }

    private IEnumerable<Snapshot> Candidates(Fault fault)
    {
        if (fault.Snapshot is { } one) return [one];
        var all = new List<Snapshot>();
        Try(() =>
        {
            all.AddRange(DataLock.Load(Path.Combine(root, "data.lock.json")).Snapshots);
            all.AddRange(SnapshotRecords.Read(store));
            return true;
        });
        return all;
    }

    private static bool Try(Func<bool> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is BuildException || DiskError.Is(error))
        {
            return false;
        }
    }
}
