using Levain.Remotes;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>Who gave bytes.</summary>
internal enum Giver
{
    Store,
    Mirror,
    Source,
}

/// <summary>A file that is in the store now.</summary>
internal sealed record Brought(Digest Digest, long Size, Giver By);

/// <summary>Brings single files into the store: what is pinned from wherever it is near, everything else from its source.</summary>
internal sealed class SourceFiles(FileContentStore store, FileDownload download, DownloadNotes notes, Mirrors mirrors, RefusedBytes refused)
{
    /// <param name="snapshot">For messages.</param>
    /// <param name="pin">Null when the file is taken as it is now.</param>
    public async Task<Brought> BringAsync(IRemoteFile file, Pin? pin, string snapshot, CancellationToken cancellation)
    {
        if (pin is not null && await FindAsync(pin, cancellation).ConfigureAwait(false) is { } found) return found;
        var known = pin is null && notes.Of(file) is { Digest: { } digest } note && store.HasWhole(Content.File(digest)) ? note : null;
        var arrived = await FetchAsync(file, pin, known, snapshot, cancellation).ConfigureAwait(false);
        if (arrived.Path is null) return new(arrived.Digest, store.SizeOf(arrived.Digest) ?? arrived.Size, Giver.Source);
        if (pin is not null && arrived.Digest != pin.Digest) throw Refused(file, pin, arrived, snapshot);
        store.AddPath(arrived.Path, Adding.Take, cancellation);
        notes.Remember(file, new(arrived.Version, arrived.Size, arrived.Digest));
        return new(arrived.Digest, arrived.Size, Giver.Source);
    }

    /// <summary>Bytes that are here or on a mirror; null when neither has them.</summary>
    public async Task<Brought?> FindAsync(Pin pin, CancellationToken cancellation)
    {
        var content = Content.File(pin.Digest);
        var by = store.HasWhole(content) ? Giver.Store : await mirrors.BringAsync(pin, cancellation).ConfigureAwait(false) ? Giver.Mirror : (Giver?)null;
        return by is { } giver ? new(pin.Digest, store.SizeOf(pin.Digest) ?? 0, giver) : null;
    }

    private async Task<Arrived> FetchAsync(IRemoteFile file, Pin? pin, DownloadNote? known, string snapshot, CancellationToken cancellation)
    {
        try
        {
            return await download.RunAsync(file, pin?.Digest, known, cancellation).ConfigureAwait(false);
        }
        catch (RemoteException error)
        {
            throw new BuildException($"`{file.Name}`, of snapshot `{snapshot}`, cannot be fetched: {error.Message}", error.Fault == RemoteFault.Unreachable ? Advice(pin) : error.Hint, error);
        }
        catch (BuildException error) when (error.InnerException is null)
        {
            throw new BuildException($"snapshot `{snapshot}`: {error.Message}", error.Hint, error);
        }
    }

    // At a first pin nobody can know whether a mirror has the right bytes, unless their digest is named.
    private string Advice(Pin? pin) =>
        pin is null ? "check the address and the network, or try again later; a mirror can stand in when the digest is named with `--digest`"
        : mirrors.Any ? "check the network, or try again later: no mirror has these bytes"
        : "check the network, or set `LEVAIN_MIRRORS` to a folder or URL that has these bytes";

    private BuildException Refused(IRemoteFile file, Pin pin, Arrived arrived, string snapshot) =>
        new($"snapshot `{snapshot}`: `{file.Name}` gave {arrived.Digest} instead of {pin.Digest}; what came is kept aside in `{refused.Keep(arrived.Path!, arrived.Digest)}`",
            $"look at it: if it is right, pin it with `--target Lock --snapshot {snapshot}`; else set `LEVAIN_MIRRORS` to a folder or URL that has the old bytes");
}
