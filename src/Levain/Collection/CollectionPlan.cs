using Levain.Locks;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Collection;

/// <summary>What goes and what stays, kind by kind, as it was when the store was looked at.</summary>
internal sealed class CollectionPlan
{
    private readonly StoreFolder store;
    private readonly QuietReader reader;
    private readonly Marking marking, condemned;
    private readonly Age age;
    private readonly List<Kind> kinds = [];

    private CollectionPlan(StoreFolder store, QuietReader reader, Marking marking, Marking condemned, Age age) =>
        (this.store, this.reader, this.marking, this.condemned, this.age) = (store, reader, marking, condemned, age);

    /// <summary>One kind of thing in the store.</summary>
    private sealed class Kind(string what)
    {
        public List<Doomed> Going { get; } = [];

        public long Staying { get; private set; }

        public long StayingBytes { get; private set; }

        /// <summary>Packs that lose records.</summary>
        public List<PackPlan> Rewrites { get; } = [];

        public bool IsPacked { get; init; }

        public CollectionRow Row => IsPacked
            ? new(what, Rewrites.Sum(plan => (long)plan.Dead.Count), Rewrites.Sum(plan => plan.DeadBytes), Staying, StayingBytes)
            : new(what, Going.Count, Going.Sum(item => item.Bytes), Staying, StayingBytes);

        public void Stays(long bytes, long count = 1) => (Staying, StayingBytes) = (Staying + count, StayingBytes + bytes);

        public void Sort(bool goes, Doomed item)
        {
            if (goes) Going.Add(item);
            else Stays(item.Bytes);
        }
    }

    public IReadOnlyList<CollectionRow> Rows { get; private set; } = [];

    /// <param name="condemned">What is below snapshots that were named: it goes however young it is.</param>
    public static CollectionPlan Make(StoreFolder store, QuietReader reader, Marking marking, Marking condemned, IReadOnlyList<Snapshot> named, Age age)
    {
        var plan = new CollectionPlan(store, reader, marking, condemned, age);
        var actions = plan.Actions();
        var objects = plan.Objects();
        var packed = plan.Packed();
        plan.kinds.AddRange([actions, plan.Snapshots(named), plan.Paths(), objects, packed, plan.Damaged(), plan.Scratch()]);
        plan.Rows = [.. plan.kinds.Select(kind => kind.Row)];
        return plan;
    }

    /// <summary>Removes what goes, and counts what really went.</summary>
    public void Carry(Sweep sweep)
    {
        var rows = new List<CollectionRow>();
        foreach (var kind in kinds)
        {
            var planned = kind.Row;
            var (count, bytes) = kind.IsPacked ? Rewrite(kind.Rewrites, sweep) : Count(sweep.Run(kind.Going));
            rows.Add(planned with { Going = count, GoingBytes = bytes, Staying = planned.Staying + planned.Going - count, StayingBytes = planned.StayingBytes + planned.GoingBytes - bytes });
        }

        Rows = rows;
    }

    private static (long, long) Count(IReadOnlyList<Doomed> removed) => (removed.Count, removed.Sum(item => item.Bytes));

    // One after the other, so that no more than one pack is there twice.
    private (long, long) Rewrite(IReadOnlyList<PackPlan> plans, Sweep sweep)
    {
        var (count, bytes) = (0L, 0L);
        foreach (var plan in plans)
        {
            var youngest = File.GetLastWriteTimeUtc(plan.Pack.Path);
            if (plan.Live.Count > 0 && PackRewriting.Write(store, plan.Live.Select(entry => (plan.Pack, entry)), [], youngest) is null) continue;
            if (sweep.Run([Doom(plan)]).Count == 0) continue;
            count += plan.Dead.Count;
            bytes += plan.DeadBytes;
        }

        return (count, bytes);
    }

    private static Doomed Doom(PackPlan plan)
    {
        var dead = plan.Dead.Select(entry => entry.Digest).Where(digest => !plan.Pack.Lost.Contains(digest)).ToHashSet();
        return new Doomed(plan.Pack.Path, plan.DeadBytes, null, marking => dead.Any(marking.KeepsObject)) { Holds = dead.Contains, Beside = Path.ChangeExtension(plan.Pack.Path, LostRecords.Extension) };
    }

    // Young actions keep what they made: a stage that was built an hour ago and is in no lock yet is what the grace is for.
    private Kind Actions()
    {
        var kind = new Kind("actions");
        List<NamedFile> all = [.. StoreWalk.Files(store.Actions)];
        foreach (var file in all)
            if (!age.IsOld(file.Written)) marking.KeepAction(file.Digest);
        foreach (var file in all)
            kind.Sort(!marking.KeepsAction(file.Digest), new Doomed(file.Path, file.Size, file.Digest, now => now.KeepsAction(file.Digest)));
        return kind;
    }

    private Kind Objects()
    {
        var kind = new Kind("loose objects");
        List<NamedFile> all = [.. StoreWalk.Files(store.Objects)];
        // What is young stays, a young folder keeps what is in it, and so does a young list of chunks: all of them are marked before anything is sorted.
        foreach (var file in all)
            if (!age.IsOld(file.Written) && !condemned.KeepsObject(file.Digest)) marking.KeepObject(file.Digest);
        foreach (var pack in reader.Packs.Where(IsYoung))
            foreach (var entry in pack.Entries())
                if (!pack.Lost.Contains(entry.Digest) && !condemned.KeepsObject(entry.Digest) && (entry.Kind == PackedKind.Recipe || QuietReader.MayBeListing(pack, entry))) marking.KeepObject(entry.Digest);
        foreach (var file in all)
            kind.Sort(!marking.KeepsObject(file.Digest), new Doomed(file.Path, file.Size, file.Digest, now => now.KeepsObject(file.Digest)));
        return kind;
    }

    // A pack goes as a whole, or is written anew without what is dead; its records are what is counted.
    private Kind Packed()
    {
        var kind = new Kind("packed objects") { IsPacked = true };
        foreach (var pack in reader.Packs)
        {
            var young = IsYoung(pack);
            var plan = PackPlan.Of(pack, entry => marking.KeepsObject(entry.Digest) || (young && !condemned.KeepsObject(entry.Digest)), age.Grace <= TimeSpan.Zero || condemned.Objects > 0);
            if (plan.Goes) kind.Rewrites.Add(plan);
            else kind.Stays(plan.DeadBytes, plan.Dead.Count);
            kind.Stays(plan.LiveBytes, plan.Live.Count);
        }

        return kind;
    }

    private bool IsYoung(PackFile pack) => !age.IsOld(File.GetLastWriteTimeUtc(pack.Path));

    private Kind Snapshots(IReadOnlyList<Snapshot> named)
    {
        var kind = new Kind("snapshot records");
        var going = named.Select(snapshot => SnapshotRecords.PathOf(store, snapshot)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in SnapshotRecords.Paths(store))
            kind.Sort(going.Contains(path), new Doomed(path, StoreWalk.Bytes(path), null, static _ => false));
        return kind;
    }

    private Kind Paths()
    {
        var kind = new Kind("paths for tools");
        foreach (var path in Entries(store.Paths).Where(path => !path.EndsWith(".manifest", StringComparison.Ordinal)))
        {
            var manifest = path + ".manifest";
            if (!Digest.TryParseHex(Path.GetFileName(path).Split('.')[0], out var digest)) continue;
            var item = new Doomed(path, StoreWalk.Bytes(path) + StoreWalk.Bytes(manifest), null, now => now.IsLeased(digest)) { Beside = manifest };
            kind.Sort(!marking.IsLeased(digest) && (age.IsOld(StoreWalk.Touched(path)) || condemned.KeepsObject(digest)), item);
        }

        return kind;
    }

    private Kind Damaged()
    {
        var kind = new Kind("damaged objects set aside");
        foreach (var path in Entries(store.Damaged)) kind.Sort(age.IsOld(StoreWalk.Touched(path)), new Doomed(path, StoreWalk.Bytes(path), null, static _ => false));
        return kind;
    }

    // Folders of failed stages, and of processes that died: those of live ones stay whatever their age.
    private Kind Scratch()
    {
        var kind = new Kind("scratch folders");
        foreach (var folder in Entries(Path.Combine(store.Root, "scratch")).SelectMany(Entries).SelectMany(Entries))
        {
            var name = Path.GetFileName(folder);
            var owner = ProcessIdentity.Parse(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            kind.Sort(owner?.Lives(store.Boot) != true && age.IsOld(Directory.GetLastWriteTimeUtc(folder)), new Doomed(folder, StoreWalk.Bytes(folder), null, static _ => false));
        }

        return kind;
    }

    private static IEnumerable<string> Entries(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal) : [];
}
