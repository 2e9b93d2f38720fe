using Levain.Store;

namespace Levain.Collection;

/// <summary>Removes from a store what no root needs: beside writers, and whole whenever it is killed.</summary>
/// <remarks>
/// Leases of dead processes go first, then the roots are read, then the leases: what a process recorded before it died is among the roots, and the
/// leases of those that die later stay until the collection is over. Actions go before the objects that they name.
/// </remarks>
public sealed class Collector
{
    private readonly StoreFolder store;
    private readonly IReadOnlyList<IRootSource> sources;
    private readonly TimeProvider clock;
    private readonly Action<string> step;

    public Collector(StoreFolder store, IReadOnlyList<IRootSource> sources, TimeProvider? clock = null) : this(store, sources, clock, static _ => { })
    {
    }

    internal Collector(StoreFolder store, IReadOnlyList<IRootSource> sources, TimeProvider? clock, Action<string> step)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sources);
        (this.store, this.sources, this.clock, this.step) = (store, sources, clock ?? TimeProvider.System, step);
    }

    public CollectionReport Run(CollectionOptions options, Action<string>? onWait = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DiskError.Telling(store.Root, () => Collect(options, onWait, cancellation));
    }

    private CollectionReport Collect(CollectionOptions options, Action<string>? onWait, CancellationToken cancellation)
    {
        using var held = ProcessLock.Acquire(store.CollectLock, "Gc", onWait, cancellation);
        step("begun");
        store.Trash.Settle();
        LeaseFiles.RemoveDead(store);

        var recorded = SnapshotRecords.Read(store);
        List<RootReport> reports = [.. sources.Select(source => source.Read(cancellation))];
        List<Root> roots = [.. reports.SelectMany(report => report.Roots)];
        var named = SnapshotChoice.Of(options.Snapshots, recorded, roots);
        var kept = recorded.Except(named).ToList();

        var reader = new QuietReader(store);
        if (reader.Unreadable.FirstOrDefault() is { Key: { } broken, Value: { } why })
            throw new BuildException($"pack `{broken}` cannot be read, so nobody can tell what is still needed: {why}", "mend the store with `--target Fsck --repair`, then collect again");
        var marking = new Marking(reader);
        foreach (var root in roots) marking.Keep(root);
        foreach (var snapshot in kept) marking.KeepObject(snapshot.Content.Digest);
        var leases = new LeaseFiles(store);
        foreach (var digest in leases.ReadNew()) marking.KeepLeased(digest);
        step("marked");

        var condemned = new Marking(reader);
        foreach (var snapshot in named) condemned.KeepObject(snapshot.Content.Digest);
        var plan = CollectionPlan.Make(store, reader, marking, condemned, named, new Age(options.Grace, clock.GetUtcNow().UtcDateTime));
        step("planned");
        if (!options.DryRun) plan.Carry(new Sweep(store, reader, marking, leases, step, onWait, cancellation));
        if (!options.DryRun) new Compaction(store, step).RunToTheEnd(cancellation);
        return new CollectionReport
        {
            DryRun = options.DryRun,
            Grace = options.Grace,
            Roots = [.. reports.Select(report => report.Summary), $"leases: {Counted.Of(leases.Count, "process", "processes")} at work"],
            Rows = plan.Rows,
            Snapshots = [.. kept.Where(snapshot => !roots.Any(root => root.Kind == RootKind.Snapshot && root.Digest == snapshot.Content.Digest))
                .Select(snapshot => new KeptSnapshot(SnapshotChoice.NameOf(snapshot), snapshot.Size, snapshot.Taken, snapshot.Source))],
        };
    }
}
