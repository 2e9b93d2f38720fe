using System.Globalization;
using System.Net;
using Levain.Remotes;

namespace Levain.Images;

/// <summary>How some bytes came to be in a repository.</summary>
internal enum Arrival
{
    WasThere,
    Mounted,
    Sent,
}

/// <summary>Brings bytes into one repository: not at all where they are, by a mount where another repository has them, else in one piece or several.</summary>
internal sealed class BlobUpload(RegistryHost host, string repository, int pieceBytes)
{
    private readonly string scope = $"repository:{repository}:pull,push";

    /// <summary>Bytes that were sent, those of failed attempts too.</summary>
    public long Sent => Interlocked.Read(ref sent);

    private long sent;

    public async Task<Arrival> RunAsync(Descriptor blob, Func<Stream> open, string? from, CancellationToken cancellation)
    {
        if (await HasAsync(blob, cancellation).ConfigureAwait(false)) return Arrival.WasThere;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await BeginAsync(blob, from, cancellation).ConfigureAwait(false) is not { } session) return Arrival.Mounted;
                await SendAsync(session, blob, open, cancellation).ConfigureAwait(false);
                return Arrival.Sent;
            }
            catch (RemoteException error) when (error.Fault == RemoteFault.Unreachable && attempt < host.Patience.Attempts)
            {
                await PauseAsync(attempt, cancellation).ConfigureAwait(false);
                // The end of it may have arrived although its answer has not.
                if (await HasAsync(blob, cancellation).ConfigureAwait(false)) return Arrival.Sent;
            }
        }
    }

    private async Task<bool> HasAsync(Descriptor blob, CancellationToken cancellation)
    {
        using var response = await host.SendAsync(() => new(HttpMethod.Head, At($"blobs/{blob.Digest}")), scope, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        if (response.StatusCode != HttpStatusCode.OK) throw await host.WrongAsync(response, $"whether it has `{blob.Digest.Brief}`", cancellation).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength is { } length && length != blob.Size) throw new RegistryException($"the registry says that `{blob.Digest.Brief}` has {length} bytes, but it has {blob.Size}", "its storage is damaged: have the blob deleted there");
        return true;
    }

    // Null when the bytes were mounted.
    private async Task<Uri?> BeginAsync(Descriptor blob, string? from, CancellationToken cancellation)
    {
        var mount = from is null || from == repository ? "" : $"?mount={blob.Digest}&from={Uri.EscapeDataString(from)}";
        var needed = mount.Length == 0 ? scope : $"{scope} repository:{from}:pull";
        using var response = await host.SendAsync(() => new(HttpMethod.Post, At($"blobs/uploads/{mount}")) { Content = new ByteArrayContent([]) }, needed, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Created && mount.Length > 0)
        {
            Same(response, blob);
            return null;
        }

        return response.StatusCode == HttpStatusCode.Accepted ? Next(response, At("")) : throw await host.WrongAsync(response, "the beginning of an upload", cancellation).ConfigureAwait(false);
    }

    private async Task SendAsync(Uri session, Descriptor blob, Func<Stream> open, CancellationToken cancellation)
    {
        if (blob.Size <= pieceBytes)
        {
            await FinishAsync(session, blob, () => Slice(open, 0, blob.Size), cancellation).ConfigureAwait(false);
            return;
        }

        var failures = 0;
        for (long at = 0; at < blob.Size;)
        {
            try
            {
                (session, at) = await PieceAsync(session, at, blob, open, cancellation).ConfigureAwait(false);
                failures = 0;
            }
            catch (RemoteException error) when (error.Fault == RemoteFault.Unreachable && ++failures < host.Patience.Attempts)
            {
                await PauseAsync(failures, cancellation).ConfigureAwait(false);
                if (await WhereAsync(session, blob, cancellation).ConfigureAwait(false) is not { } where) throw;
                (session, at) = where;
            }
        }

        await FinishAsync(session, blob, () => new ByteArrayContent([]), cancellation).ConfigureAwait(false);
    }

    private async Task<(Uri Session, long At)> PieceAsync(Uri session, long at, Descriptor blob, Func<Stream> open, CancellationToken cancellation)
    {
        var length = Math.Min(pieceBytes, blob.Size - at);
        using var response = await host.SendAsync(() => Piece(session, at, length, open), scope, cancellation, repeat: false).ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.Accepted:
                return (Next(response, session), Reached(response, blob) ?? at + length);
            case HttpStatusCode.RequestedRangeNotSatisfiable when await WhereAsync(session, blob, cancellation).ConfigureAwait(false) is { } where && where.At != at:
                return where;
            default:
                throw await host.WrongAsync(response, $"a piece of `{blob.Digest.Brief}`", cancellation).ConfigureAwait(false);
        }
    }

    private HttpRequestMessage Piece(Uri session, long at, long length, Func<Stream> open)
    {
        var content = Slice(open, at, length);
        content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{at}-{at + length - 1}"));
        return new HttpRequestMessage(HttpMethod.Patch, session) { Content = content };
    }

    /// <summary>How much of an upload has arrived; null when the registry has forgotten it.</summary>
    private async Task<(Uri Session, long At)?> WhereAsync(Uri session, Descriptor blob, CancellationToken cancellation)
    {
        using var response = await host.SendAsync(() => new(HttpMethod.Get, session), scope, cancellation).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NoContent && Reached(response, blob) is { } at ? (Next(response, session), at) : null;
    }

    private async Task FinishAsync(Uri session, Descriptor blob, Func<HttpContent> content, CancellationToken cancellation)
    {
        var end = new UriBuilder(session) { Query = session.Query.Length > 1 ? $"{session.Query[1..]}&digest={blob.Digest}" : $"digest={blob.Digest}" }.Uri;
        using var response = await host.SendAsync(() => new(HttpMethod.Put, end) { Content = content() }, scope, cancellation, repeat: false).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Created) throw await host.WrongAsync(response, $"the end of `{blob.Digest.Brief}`", cancellation).ConfigureAwait(false);
        Same(response, blob);
    }

    private HttpContent Slice(Func<Stream> open, long at, long length)
    {
        Interlocked.Add(ref sent, length);
        return BlobSlice.Of(open, at, length);
    }

    private Task PauseAsync(int attempt, CancellationToken cancellation) => Task.Delay(host.Patience.PauseAfter(attempt, host.Chance.NextDouble()), host.Clock, cancellation);

    private Uri At(string rest) => new(host.Root, $"{repository}/{rest}");

    private Uri Next(HttpResponseMessage response, Uri before)
    {
        if (response.Headers.Location is not { } location) throw new RegistryException("the registry does not say where an upload goes on");
        var next = new Uri(before, location);
        return next.Scheme == host.Root.Scheme || next.Scheme == Uri.UriSchemeHttps ? next : throw new RegistryException("the registry wants an upload where nothing is encrypted");
    }

    // "0-99" or "bytes=0-99": the last byte that arrived. Docker's registry says "0-0" for none as well as for one.
    private static long? Reached(HttpResponseMessage response, Descriptor blob)
    {
        if (!response.Headers.TryGetValues("Range", out var values)) return null;
        var text = values.First();
        var dash = text.LastIndexOf('-');
        if (dash < 0 || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last >= blob.Size) return null;
        return last == 0 ? 0 : last + 1;
    }

    private static void Same(HttpResponseMessage response, Descriptor blob)
    {
        if (response.Headers.TryGetValues("Docker-Content-Digest", out var values) && values.First() != blob.Digest.ToString())
            throw new RegistryException($"the registry says that it took `{blob.Digest.Brief}` for something else", "do not use what it has: it is broken, or lies");
    }
}
