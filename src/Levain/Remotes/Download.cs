using Levain.Store;

namespace Levain.Remotes;

/// <summary>Brings blobs into files of the store, checked. What has come is kept, and the next attempt goes on from there, after a kill too.</summary>
internal sealed class Download(StoreFolder store, RemoteMemory memory, RemotePatience patience, TimeProvider clock, ITransferEvents events)
{
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(7);

    private string Folder => Path.Combine(store.Root, "remotes", "partial");

    /// <summary>A file with the bytes of the digest, for the caller to move or delete; null when the remote has none that are right.</summary>
    /// <param name="size">Null when it is not known: the remote's word is taken, up to <paramref name="most"/>.</param>
    public async Task<string?> FetchAsync(IRemote remote, Digest digest, long? size, long most, CancellationToken cancellation)
    {
        DiskError.Guard(Folder, () => Directory.CreateDirectory(Folder));
        var path = Path.Combine(Folder, digest.Hex);
        // Whoever comes second writes beside: to wait could be longer than to fetch.
        using var held = ProcessLock.TryAcquire(Path.Combine(store.Locks, $"fetch-{digest.Hex}"), "fetching");
        if (held is null) path = store.NewTemporary();
        for (var round = 0; round < 2; round++)
        {
            if (!await FillAsync(remote, digest, path, size, most, cancellation).ConfigureAwait(false)) return null;
            if (await PartialFile.HashAsync(path, cancellation).ConfigureAwait(false) == digest)
            {
                memory.Trust(RemoteKey.Content(digest));
                var done = store.NewTemporary();
                AtomicFile.Rename(path, done);
                return done;
            }

            // Perhaps only the part that an earlier process had left was wrong: once more from the beginning.
            AtomicFile.TryDelete(path);
        }

        memory.Doubt(RemoteKey.Content(digest));
        events.Noticed($"remote `{remote.Name}` has other bytes than those of `{digest.Brief}`: they do not count");
        return null;
    }

    /// <summary>Removes what was never finished and has not grown for days.</summary>
    public void RemoveForgotten()
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles())
            if (clock.GetUtcNow() - file.LastWriteTimeUtc > ForgottenAfter) AtomicFile.TryDelete(file.FullName);
    }

    private async Task<bool> FillAsync(IRemote remote, Digest digest, string path, long? size, long most, CancellationToken cancellation)
    {
        var key = RemoteKey.Content(digest);
        await using var file = PartialFile.Open(path);
        for (var failures = 0; ;)
        {
            var before = file.Length;
            if (size is { } known && before == known) return true;
            try
            {
                using var blob = await remote.OpenAsync(key, before, cancellation).ConfigureAwait(false);
                if (blob is null) return false;
                if (size is not null && blob.Length is { } length && length != size || blob.Length > most) return Wrong(remote, digest, file);
                if (blob.Offset != before) file.SetLength(blob.Offset);
                events.Transferred(blob.Offset - before);
                file.Position = blob.Offset;
                size ??= blob.Length;
                if (!await CopyAsync(blob.Content, file, size ?? most, cancellation).ConfigureAwait(false)) return Wrong(remote, digest, file);
                if (size is null || file.Length == size) return true;
            }
            catch (IOException error) when (!DiskError.IsFull(error))
            {
                // The connection broke off: what has come stays.
            }

            // As long as something comes it goes on; attempts count only when nothing does.
            failures = file.Length > before ? 0 : failures + 1;
            if (failures >= patience.Attempts) throw new RemoteException($"remote `{remote.Name}` breaks off again and again", RemoteFault.Unreachable, "try again later: what has come is kept");
            await Task.Delay(patience.PauseAfter(failures + 1, 0.5), clock, cancellation).ConfigureAwait(false);
        }
    }

    private bool Wrong(IRemote remote, Digest digest, FileStream file)
    {
        file.SetLength(0);
        memory.Doubt(RemoteKey.Content(digest));
        events.Noticed($"remote `{remote.Name}` has `{digest.Brief}` in another size than it should have: it does not count");
        return false;
    }

    private async Task<bool> CopyAsync(Stream source, FileStream file, long most, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 17];
        for (int count; (count = await source.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (file.Position + count > most) return false;
            try
            {
                file.Write(buffer, 0, count);
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                throw DiskError.Writing(file.Name, error);
            }

            events.Transferred(count);
        }

        return true;
    }
}

/// <summary>Hears how transfers go. Called from many threads at once.</summary>
public interface ITransferEvents
{
    /// <summary>More is to be transferred than was known before.</summary>
    void Planned(int files, long bytes);

    /// <summary>Bytes that have gone; fewer than none when they have to go again.</summary>
    void Transferred(long bytes);

    void FileDone();

    /// <summary>Something that a person would want to know.</summary>
    void Noticed(string message);
}

/// <summary>Passes on what is noticed, and nothing else.</summary>
public sealed class NoticedOnly(Action<string> noticed) : ITransferEvents
{
    public void Planned(int files, long bytes) { }

    public void Transferred(long bytes) { }

    public void FileDone() { }

    public void Noticed(string message) => noticed(message);
}
