using Levain.Store;

namespace Levain.Collection;

/// <summary>Reads everything in a store through, says what is wrong and what it means, and puts it right.</summary>
public sealed class Inspection(StoreFolder store, string root, IReadOnlyList<IRootSource> roots, IReadOnlyList<IObjectSource> sources)
{
    // What was lost with a pack shows only when the pack is out of the way, and what then lacks something only after that.
    private const int MostRounds = 5;

    /// <summary>Changes nothing.</summary>
    /// <param name="progress">Called now and then with the number of objects that were read.</param>
    public CheckReport Check(Action<long>? progress = null, CancellationToken cancellation = default) => DiskError.Telling(store.Root, () => CheckAll(progress, cancellation));

    /// <summary>Sets aside what is damaged, fetches what can be fetched, and marks the rest for a rebuild.</summary>
    public CheckReport Repair(Action<long>? progress = null, CancellationToken cancellation = default) => DiskError.Telling(store.Root, () => RepairAll(progress, cancellation));

    private CheckReport CheckAll(Action<long>? progress, CancellationToken cancellation)
    {
        using var held = TryHold(cancellation);
        var check = new StoreCheck(store, root, progress, cancellation);
        var faults = check.Run();
        var needs = Meaning(faults, cancellation);
        return new([.. faults.Select(fault => Describe(fault, needs))], check.Checked, check.Bytes);
    }

    private CheckReport RepairAll(Action<long>? progress, CancellationToken cancellation)
    {
        using var held = TryHold(cancellation);
        var findings = new Dictionary<(FaultKind, string, Digest?), Finding>();
        var repair = new StoreRepair(store, root, roots, sources);
        for (var round = 1; ; round++)
        {
            var check = new StoreCheck(store, root, progress, cancellation);
            var faults = check.Run();
            var needs = Meaning(faults, cancellation);
            if (round < MostRounds)
            {
                repair.PutAway(faults);
                repair.Refill(faults, cancellation);
            }

            foreach (var fault in faults)
            {
                var key = (fault.Kind, fault.Path, fault.Digest);
                var told = Describe(fault, needs);
                // Found again after it was repaired: it was not.
                findings[key] = round == MostRounds ? told : repair.Repair(fault, told, cancellation);
            }

            if (round == MostRounds || !faults.Any(fault => findings[(fault.Kind, fault.Path, fault.Digest)].Repaired)) return new([.. findings.Values], check.Checked, check.Bytes);
        }
    }

    private ProcessLock? TryHold(CancellationToken cancellation)
    {
        try
        {
            return ProcessLock.Acquire(store.CollectLock, "Fsck", cancellation: cancellation);
        }
        catch (BuildException)
        {
            // A store that cannot be written to can still be read.
            return null;
        }
    }

    private Needs Meaning(IReadOnlyList<Fault> faults, CancellationToken cancellation)
    {
        if (faults.Count == 0) return Needs.Of([], store, new HashSet<Digest>());
        var all = new List<Root>();
        foreach (var source in roots)
        {
            try
            {
                all.AddRange(source.Read(cancellation).Roots);
            }
            catch (BuildException)
            {
                // What cannot be read there is told by a collection; here it only leaves a finding without its meaning.
            }
        }

        return Needs.Of(all, store, faults.Where(fault => fault.Digest is not null).Select(fault => fault.Digest!.Value).ToHashSet());
    }

    private Finding Describe(Fault fault, Needs needs) => new(
        $"{Name(fault)}: {fault.What}",
        Path.GetRelativePath(root, fault.Path).Replace('\\', '/'),
        fault.Snapshot is { } snapshot ? $"snapshot `{snapshot.Name}` ({snapshot.Profile})" : needs.Of(fault.Digest) is { Length: > 0 } need ? need : fault.Kind is FaultKind.Loose or FaultKind.Record ? "no lock needs it" : "",
        fault.Kind switch
        {
            FaultKind.Lock => "mend it, or bring it back from git",
            FaultKind.Stranger => "remove it, or run with `--repair`",
            _ => "run with `--repair`",
        });

    private static string Name(Fault fault) => fault.Kind switch
    {
        FaultKind.Loose => $"object {fault.Digest!.Value.Brief}",
        FaultKind.Record => $"packed object {fault.Digest!.Value.Brief}",
        FaultKind.Pack => "pack",
        FaultKind.Missing => "missing object",
        FaultKind.Action => "action",
        FaultKind.Lock => "lock",
        FaultKind.SnapshotRecord => "note of a snapshot",
        FaultKind.Cache => "cache",
        _ => "stranger",
    };
}
