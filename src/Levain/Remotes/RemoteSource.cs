using Levain.Collection;
using Levain.Store;

namespace Levain.Remotes;

/// <summary>A remote as a source for repairs: what belongs to one content lies there in packs, and is fetched at once.</summary>
/// <param name="noticed">Hears what a person would want to know.</param>
public sealed class RemoteSource(RemoteOpening opening, RemoteLocation location, StoreFolder folder, Action<string> noticed, int jobs = 4, RemotePatience? patience = null) : IContentSource, IDisposable
{
    private readonly RemotePatience patience = patience ?? RemotePatience.ForTransfers;
    private readonly HashSet<Content> tried = [];
    private FileContentStore store = new(folder);
    private RemoteReader? reader;
    private bool down;

    public string Name => $"remote `{location.Text}`";

    public void Fetch(IReadOnlyList<Content> contents, CancellationToken cancellation = default)
    {
        Dispose();
        // What was put away since the last time must not be taken for being here.
        store = new(folder);
        foreach (var content in contents)
            if (!store.HasWhole(content) && !tried.Contains(content) && !Ask(content, cancellation)) tried.Add(content);
    }

    public Stream? TryOpen(Digest digest) => Ask(Content.File(digest), CancellationToken.None) ? store.Open(digest) : null;

    public void Dispose()
    {
        reader?.Dispose();
        reader = null;
    }

    // A remote that fails is asked no more, and that is told once.
    private bool Ask(Content content, CancellationToken cancellation)
    {
        if (down) return false;
        try
        {
            reader ??= new RemoteReader(opening.Open(location, patience), store, folder, patience, opening.Clock, new NoticedOnly(noticed), jobs);
            return reader.FetchAsync(content, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is RemoteException or UsageException or IOException or HttpRequestException or InvalidDataException && !DiskError.IsFull(error))
        {
            down = true;
            noticed($"{error.Message.TrimEnd('.')}: nothing is fetched from there");
            return false;
        }
    }
}
