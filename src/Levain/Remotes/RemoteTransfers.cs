using Levain.Actions;
using Levain.Building;
using Levain.Store;

namespace Levain.Remotes;

/// <summary>What became of one content.</summary>
public enum TransferState
{
    /// <summary>Bytes travelled, or would.</summary>
    Moved,

    /// <summary>It was where it should be.</summary>
    There,

    /// <summary>It is not, or not whole, where it should have come from.</summary>
    Missing,
}

/// <summary>One content that was pushed or pulled.</summary>
/// <param name="Model">Null for a snapshot.</param>
/// <param name="Name">The stage or the snapshot.</param>
/// <param name="Bytes">Of a push, what travelled for it; of a pull, the bytes of the content that came.</param>
public sealed record TransferRow(string? Model, string Name, Content Content, TransferState State, long Bytes);

/// <summary>Pushes and pulls what the locks of a workspace name: outputs of stages with their records, and snapshots.</summary>
public sealed class RemoteTransfers(Workspace workspace, IRemote remote, ITransferEvents events, int jobs, bool dryRun, RemotePatience? patience = null)
{
    private readonly FileContentStore store = (FileContentStore)workspace.Store;

    public Task<IReadOnlyList<TransferRow>> PushAsync(IReadOnlyList<string> models, CancellationToken cancellation) =>
        DiskError.TellingAsync(workspace.Folder.Root, () => PushAllAsync(models, cancellation));

    /// <summary>Pushes a content that no lock names, such as the statement of a build.</summary>
    /// <returns>The bytes that travelled, 0 when it was there; null when it is not whole here.</returns>
    public Task<long?> PushAsync(Content content, CancellationToken cancellation) => DiskError.TellingAsync(workspace.Folder.Root, async () =>
    {
        using var writer = new RemoteWriter(remote, store, workspace.Folder, events, jobs, dryRun);
        return await writer.PushAsync(content, cancellation).ConfigureAwait(false);
    });

    public Task<IReadOnlyList<TransferRow>> PullAsync(IReadOnlyList<string> models, CancellationToken cancellation) =>
        DiskError.TellingAsync(workspace.Folder.Root, () => PullAllAsync(models, cancellation));

    private async Task<IReadOnlyList<TransferRow>> PushAllAsync(IReadOnlyList<string> models, CancellationToken cancellation)
    {
        using var writer = new RemoteWriter(remote, store, workspace.Folder, events, jobs, dryRun);
        return await EachAsync(models, async root =>
        {
            if (await writer.PushAsync(root.Content, cancellation).ConfigureAwait(false) is not { } bytes) return root.Row(TransferState.Missing, 0);
            foreach (var key in root.Keys)
            {
                if (workspace.Actions.Find(key) is not { } record || record.Output != root.Content) continue;
                foreach (var said in new[] { record.Log, record.Code })
                    if (said is { } digest && store.Has(digest)) bytes += await writer.PushAsync(Content.File(digest), cancellation).ConfigureAwait(false) ?? 0;
                // Last: whoever finds a record may expect its output.
                bytes += await writer.PushAsync(record, cancellation).ConfigureAwait(false);
            }

            return root.Row(bytes > 0 ? TransferState.Moved : TransferState.There, bytes);
        }, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<TransferRow>> PullAllAsync(IReadOnlyList<string> models, CancellationToken cancellation)
    {
        using var reader = new RemoteReader(remote, store, workspace.Folder, patience ?? RemotePatience.ForTransfers, workspace.Clock, events, jobs);
        return await EachAsync(models, async root =>
        {
            var here = store.HasWhole(root.Content);
            if (dryRun) return root.Row(here ? TransferState.There : await reader.HasAsync(root.Content, cancellation).ConfigureAwait(false) ? TransferState.Moved : TransferState.Missing, 0);
            if (!here && !await reader.FetchAsync(root.Content, cancellation).ConfigureAwait(false)) return root.Row(TransferState.Missing, 0);
            foreach (var key in root.Keys) await PullRecordAsync(reader, key, root.Content, cancellation).ConfigureAwait(false);

            // Several travel at once and share packs: what one of them cost cannot be told, how much it is can.
            return root.Row(here ? TransferState.There : TransferState.Moved, here ? 0 : TreeSize.Of(store, root.Content).Bytes);
        }, cancellation).ConfigureAwait(false);
    }

    private async Task PullRecordAsync(RemoteReader reader, Digest key, Content output, CancellationToken cancellation)
    {
        if (workspace.Actions.Find(key) is not null) return;
        if (await reader.FindActionAsync(key, cancellation).ConfigureAwait(false) is not { } record || record.Output != output) return;
        // What was logged is of use when it is there, and no loss when it is not.
        foreach (var said in new[] { record.Log, record.Code })
            if (said is { } digest && !store.Has(digest)) await reader.FetchAsync(Content.File(digest), cancellation).ConfigureAwait(false);
        workspace.Actions.Record(record);
    }

    private async Task<IReadOnlyList<TransferRow>> EachAsync(IReadOnlyList<string> models, Func<Root, Task<TransferRow>> transfer, CancellationToken cancellation)
    {
        var roots = Roots(models);
        var rows = new TransferRow[roots.Count];
        var (next, failed) = (-1, false);
        var workers = new Task[Math.Min(jobs, roots.Count)];
        // Nothing more general than this: what the base class library has for it costs as much to compile as a push of nothing takes.
        for (var i = 0; i < workers.Length; i++) workers[i] = Task.Run(WorkAsync, cancellation);
        await Task.WhenAll(workers).ConfigureAwait(false);
        return rows;

        async Task WorkAsync()
        {
            try
            {
                for (int i; !Volatile.Read(ref failed) && (i = Interlocked.Increment(ref next)) < rows.Length;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    rows[i] = await transfer(roots[i]).ConfigureAwait(false);
                }
            }
            catch
            {
                Volatile.Write(ref failed, true);
                throw;
            }
        }
    }

    // Of all profiles and environments that the locks know: who pulls may want to build any of them.
    private List<Root> Roots(IReadOnlyList<string> models)
    {
        var (roots, known) = (new List<Root>(), new Dictionary<string, Root>(StringComparer.Ordinal));
        foreach (var model in models)
            foreach (var section in workspace.ReadModelLock(model).Sections)
                foreach (var stage in section.Stages)
                    Add(new Root(model, stage.Name, stage.Output, [stage.Key]));
        foreach (var snapshot in workspace.ReadDataLock().Snapshots) Add(new Root(null, snapshot.Name, snapshot.Content, []));
        return roots;

        void Add(Root root)
        {
            // A text for a key: a tuple would be a dictionary of its own kind, to be compiled at every start.
            var name = $"{root.Model}\n{root.Name}\n{root.Content}";
            if (known.TryAdd(name, root)) roots.Add(root);
            else known[name].Keys.UnionWith(root.Keys);
        }
    }

    private sealed record Root(string? Model, string Name, Content Content, HashSet<Digest> Keys)
    {
        public TransferRow Row(TransferState state, long bytes) => new(Model, Name, Content, state, bytes);
    }
}
