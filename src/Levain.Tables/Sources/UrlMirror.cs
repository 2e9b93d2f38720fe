using Levain.Remotes;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>A mirror behind an address: a folder with <c>SHA256SUMS</c> that a server shows, or a cache with <c>cas/HEX</c>.</summary>
internal sealed class UrlMirror(Uri address, HttpServers servers, FileDownload download, FileContentStore store, Action<string> noticed) : IMirror, IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private DigestList? list;

    public string Name => RemoteLocation.NameOf(address);

    public async Task<bool> BringAsync(Pin pin, CancellationToken cancellation)
    {
        var paths = (await ListAsync(cancellation).ConfigureAwait(false)).PathsOf(pin.Digest).Select(path => string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        foreach (var path in paths.Append($"{RemoteKey.Objects}/{pin.Digest.Hex}"))
            if (await BringAsync(new Uri(address, path), pin, cancellation).ConfigureAwait(false)) return true;
        return false;
    }

    private async Task<bool> BringAsync(Uri file, Pin pin, CancellationToken cancellation)
    {
        if (await TryFetchAsync(file, pin.Digest, cancellation).ConfigureAwait(false) is not { Path: { } path } arrived) return false;
        try
        {
            if (arrived.Digest == pin.Digest) return store.AddPath(path, Adding.Take, cancellation).Digest == pin.Digest;
            noticed($"mirror `{Name}` has other bytes than those of `{pin.Digest.Brief}`: they do not count");
            return false;
        }
        finally
        {
            AtomicFile.TryDelete(path);
        }
    }

    private async Task<DigestList> ListAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return list ??= await FetchListAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<DigestList> FetchListAsync(CancellationToken cancellation)
    {
        if (await TryFetchAsync(new Uri(address, DigestList.FileName), null, cancellation).ConfigureAwait(false) is not { Path: { } path } arrived) return DigestList.Empty;
        try
        {
            return arrived.Size <= DigestList.LongestFile ? DigestList.Parse(await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false)) : DigestList.Empty;
        }
        catch (FormatException error)
        {
            noticed($"mirror `{Name}`: {DigestList.FileName} is not read: {error.Message}");
            return DigestList.Empty;
        }
        finally
        {
            AtomicFile.TryDelete(path);
        }
    }

    public void Dispose() => gate.Dispose();

    // What a mirror has not is no error; one that is down is.
    private async Task<Arrived?> TryFetchAsync(Uri file, Digest? expected, CancellationToken cancellation)
    {
        try
        {
            return await download.RunAsync(servers.File(file), expected, known: null, cancellation).ConfigureAwait(false);
        }
        catch (RemoteException error) when (error.Fault == RemoteFault.Wrong)
        {
            return null;
        }
    }
}
