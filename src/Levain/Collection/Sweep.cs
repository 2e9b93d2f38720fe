using Levain.Store;

namespace Levain.Collection;

/// <summary>Removes what is doomed in batches, each under the exclusive lock for a moment: out of sight, a last look at the leases, and only then gone.</summary>
/// <param name="step">Called with the name of each step, for tests that end the process there.</param>
internal sealed class Sweep(StoreFolder store, QuietReader reader, Marking marking, LeaseFiles leases, Action<string> step, Action<string>? onWait, CancellationToken cancellation)
{
    // About fifty milliseconds of renames: so long may a writer have to wait.
    private const int BatchSize = 4096;

    /// <returns>What was removed.</returns>
    public IReadOnlyList<Doomed> Run(IEnumerable<Doomed> all)
    {
        var removed = new List<Doomed>();
        foreach (var batch in all.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            removed.AddRange(RunBatch(batch));
        }

        return removed;
    }

    private IReadOnlyList<Doomed> RunBatch(Doomed[] batch)
    {
        string? leftover;
        Dictionary<string, Doomed> gone;
        using (store.Sweeps.Exclude(onWait, cancellation))
        {
            // What a collection before us had taken when it was killed.
            store.Trash.GiveAllBack();
            step("locked");
            ReadLeases();
            gone = Take(batch);
            step("out of sight");
            var waiting = gone.Values.Where(item => item.Digest is not null).ToLookup(item => item.Digest!.Value);
            marking.Wanted = digest =>
            {
                foreach (var item in waiting[digest].Concat(gone.Values.Where(item => item.Holds?.Invoke(digest) ?? false)).ToList()) GiveBack(item, gone);
            };
            ReadLeases();
            marking.Wanted = static _ => { };
            foreach (var item in gone.Values.Where(item => item.IsNeeded(marking)).ToList()) GiveBack(item, gone);
            step("leases read");
            leftover = store.Trash.Empty();
            step("emptied");
        }

        if (leftover is not null) ReadOnlyTree.TryDelete(leftover);
        step("deleted");
        return [.. gone.Values];
    }

    private Dictionary<string, Doomed> Take(Doomed[] batch)
    {
        var gone = new Dictionary<string, Doomed>(StringComparer.Ordinal);
        foreach (var item in batch)
        {
            if (item.IsNeeded(marking)) continue;
            DiskError.Guard(item.Path, () =>
            {
                if (store.Trash.Take(item.Path)) gone[item.Path] = item;
                if (item.Beside is { } beside) store.Trash.Take(beside);
            });
        }

        return gone;
    }

    private void GiveBack(Doomed item, Dictionary<string, Doomed> gone)
    {
        if (!gone.Remove(item.Path)) return;
        store.Trash.GiveBack(item.Path);
        if (item.Beside is { } beside) store.Trash.GiveBack(beside);
    }

    private void ReadLeases()
    {
        var digests = leases.ReadNew();
        reader.Refresh();
        foreach (var digest in digests) marking.KeepLeased(digest);
        marking.KeepWhatCame();
    }
}
