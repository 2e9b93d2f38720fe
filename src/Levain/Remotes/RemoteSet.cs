using System.Collections.Concurrent;
using Levain.Actions;
using Levain.Building;
using Levain.Store;

namespace Levain.Remotes;

/// <summary>All remotes and mirrors of a build, in the order in which they are asked. One that fails is not asked again, and that is told once.</summary>
public sealed class RemoteSet : IElsewhere, IDisposable
{
    private const int MostQuestions = 16;

    private readonly List<Source> sources;
    private readonly ConcurrentDictionary<Digest, Lazy<ActionRecord?>> found = new();

    /// <param name="mirrors">Asked for contents only, never for what an action made.</param>
    /// <param name="noticed">Hears what a person would want to know.</param>
    public RemoteSet(Workspace workspace, RemoteOpening opening, IReadOnlyList<RemoteLocation> remotes, IReadOnlyList<RemoteLocation> mirrors, Action<string> noticed, int jobs = 4, RemotePatience? patience = null)
    {
        sources =
        [
            .. remotes.Select(location => new Source(workspace, opening, location, IsMirror: false, noticed, jobs, patience ?? RemotePatience.ForBuilds)),
            .. mirrors.Select(location => new Source(workspace, opening, location, IsMirror: true, noticed, jobs, patience ?? RemotePatience.ForBuilds)),
        ];
        MirrorFolders = [.. mirrors.Where(mirror => mirror.Address is null).Select(mirror => mirror.Text)];
    }

    internal IReadOnlyList<string> MirrorFolders { get; }

    IReadOnlyList<string> IElsewhere.MirrorFolders => MirrorFolders;

    ActionRecord? IElsewhere.Find(Digest key) => found.GetOrAdd(key, _ => new(() => FindAsync(key).GetAwaiter().GetResult())).Value;

    void IElsewhere.Prefetch(IReadOnlyList<Digest> keys) =>
        Parallel.ForEachAsync(keys.Distinct().Where(key => !found.ContainsKey(key)), new ParallelOptions { MaxDegreeOfParallelism = MostQuestions }, async (key, _) =>
        {
            var record = await FindAsync(key).ConfigureAwait(false);
            found.TryAdd(key, new(record));
        }).GetAwaiter().GetResult();

    async Task<string?> IElsewhere.FetchAsync(Content content, CancellationToken cancellation)
    {
        foreach (var source in sources)
            if (await source.TryAsync(reader => reader.FetchAsync(content, cancellation), cancellation).ConfigureAwait(false)) return source.Location.Text;
        return null;
    }

    async Task<string?> IElsewhere.WhereAsync(Content content, CancellationToken cancellation)
    {
        foreach (var source in sources)
            if (await source.TryAsync(reader => reader.HasAsync(content, cancellation), cancellation).ConfigureAwait(false)) return source.Location.Text;
        return null;
    }

    public void Dispose()
    {
        foreach (var source in sources) source.Dispose();
    }

    private async Task<ActionRecord?> FindAsync(Digest key)
    {
        foreach (var source in sources.Where(source => !source.IsMirror))
            if (await source.TryAsync(reader => reader.FindActionAsync(key, source.Ended), source.Ended).ConfigureAwait(false) is { } record) return record;
        return null;
    }

    private sealed record Source(Workspace Workspace, RemoteOpening Opening, RemoteLocation Location, bool IsMirror, Action<string> Noticed, int Jobs, RemotePatience Patience) : IDisposable
    {
        private readonly Lock gate = new();
        private readonly CancellationTokenSource ended = new();
        private RemoteReader? reader;
        private bool down;

        /// <summary>Cancelled when the remote has failed: what still waits for it need not.</summary>
        public CancellationToken Ended => ended.Token;

        public async Task<T?> TryAsync<T>(Func<RemoteReader, Task<T>> ask, CancellationToken cancellation)
        {
            if (Opened() is not { } open) return default;
            try
            {
                return await ask(open).WaitAsync(ended.Token).ConfigureAwait(false);
            }
            catch (RemoteException error)
            {
                Down(error);
                return default;
            }
            catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException)
            {
                Down(error);
                return default;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested && (cancellation == ended.Token || !cancellation.IsCancellationRequested))
            {
                return default;
            }
        }

        public void Dispose()
        {
            reader?.Dispose();
            ended.Dispose();
        }

        private RemoteReader? Opened()
        {
            lock (gate)
            {
                if (down || reader is not null) return down ? null : reader;
                try
                {
                    return reader = new RemoteReader(Opening.Open(Location, Patience), (FileContentStore)Workspace.Store, Workspace.Folder, Patience, Opening.Clock, new NoticedOnly(Noticed), Jobs);
                }
                catch (Exception error) when (error is BuildException or IOException or UnauthorizedAccessException)
                {
                    // A share that is not mounted today is no reason not to build.
                    Down(error);
                    return null;
                }
            }
        }

        private void Down(Exception error)
        {
            lock (gate)
            {
                if (down) return;
                down = true;
            }

            Noticed($"warning: {error.Message}; going on without it");
            ended.Cancel();
        }
    }
}
