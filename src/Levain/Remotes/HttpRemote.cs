using System.Net;
using System.Net.Http.Headers;

namespace Levain.Remotes;

/// <summary>An HTTP cache in the layout that build caches share: <c>/cas/&lt;hex&gt;</c> and <c>/ac/&lt;hex&gt;</c> below an address, by GET, HEAD and PUT.</summary>
public sealed class HttpRemote : IRemote, ICompareAndSwap
{
    // A value that is replaced is a small text.
    private const int LargestValue = 1 << 20;

    private readonly Uri address;
    private readonly HttpExchange exchange;
    private Task<bool>? conditional;

    internal HttpRemote(RemoteLocation location, AuthenticationHeaderValue? credentials, RemotePatience? patience = null, TimeProvider? clock = null, Random? chance = null)
    {
        address = location.Address ?? throw new ArgumentException("a folder has no address", nameof(location));
        Name = location.Text;
        exchange = new HttpExchange($"remote `{Name}`", credentials, patience ?? RemotePatience.ForTransfers, clock ?? TimeProvider.System, chance ?? Random.Shared);
    }

    public string Name { get; }

    public async Task<long?> SizeAsync(RemoteKey key, CancellationToken cancellation)
    {
        using var response = await exchange.SendAsync(() => new(HttpMethod.Head, At(key)), cancellation).ConfigureAwait(false);
        return IsMissing(response) ? null : Good(response, "asked for a size").Content.Headers.ContentLength ?? -1;
    }

    public async Task<RemoteBlob?> OpenAsync(RemoteKey key, long offset, CancellationToken cancellation)
    {
        var response = await exchange.SendAsync(() => Get(key, offset), cancellation).ConfigureAwait(false);
        try
        {
            // Our beginning is longer than the blob: it is of something else.
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && offset > 0)
            {
                response.Dispose();
                response = await exchange.SendAsync(() => Get(key, 0), cancellation).ConfigureAwait(false);
            }

            if (!IsMissing(response)) return await BlobAsync(Good(response, "asked for a blob"), offset, cancellation).ConfigureAwait(false);
            response.Dispose();
            return null;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async Task PutAsync(RemoteKey key, Func<Stream> content, long length, CancellationToken cancellation)
    {
        using var response = await exchange.SendAsync(() => Put(key, content(), length), cancellation).ConfigureAwait(false);
        _ = Good(response, "given a blob");
    }

    public async Task<bool> CreateAsync(RemoteKey key, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        await MustBeConditionalAsync(cancellation).ConfigureAwait(false);
        return await TryPutAsync(key, value, request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any), cancellation).ConfigureAwait(false);
    }

    public async Task<(byte[] Value, string Version)?> ReadVersionAsync(RemoteKey key, CancellationToken cancellation)
    {
        await MustBeConditionalAsync(cancellation).ConfigureAwait(false);
        using var response = await exchange.SendAsync(() => Get(key, 0), cancellation).ConfigureAwait(false);
        if (IsMissing(response)) return null;
        if (Good(response, "asked for a value").Headers.ETag is not { IsWeak: false } tag) throw RemoteAbilities.Lacks(Name, typeof(ICompareAndSwap), "replacing a value");
        return (await BytesAsync(response, cancellation).ConfigureAwait(false), tag.Tag);
    }

    public async Task<bool> ReplaceAsync(RemoteKey key, string version, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        await MustBeConditionalAsync(cancellation).ConfigureAwait(false);
        return await TryPutAsync(key, value, request => request.Headers.IfMatch.Add(new EntityTagHeaderValue(version)), cancellation).ConfigureAwait(false);
    }

    public void Dispose() => exchange.Dispose();

    private Uri At(RemoteKey key) => new(address, key.ToString());

    private HttpRequestMessage Get(RemoteKey key, long offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, At(key));
        if (offset > 0) request.Headers.Range = new RangeHeaderValue(offset, null);
        return request;
    }

    private HttpRequestMessage Put(RemoteKey key, Stream content, long length)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, At(key)) { Content = new StreamContent(content, 1 << 16) };
        request.Content.Headers.ContentLength = length;
        // A server that refuses says so before a gigabyte has gone there.
        if (length > 1 << 16) request.Headers.ExpectContinue = true;
        return request;
    }

    private async Task<RemoteBlob> BlobAsync(HttpResponseMessage response, long offset, CancellationToken cancellation)
    {
        var range = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange : null;
        if (response.StatusCode == HttpStatusCode.PartialContent && range?.From != offset) throw Wrong("answers with another part than it was asked for");
        var length = range is null ? response.Content.Headers.ContentLength : range.Length;
        return new RemoteBlob(await exchange.ContentAsync(response, cancellation).ConfigureAwait(false), range is null ? 0 : offset, length);
    }

    private async Task<bool> TryPutAsync(RemoteKey key, ReadOnlyMemory<byte> value, Action<HttpRequestMessage> condition, CancellationToken cancellation)
    {
        var attempts = 0;
        using var response = await exchange.SendAsync(() =>
        {
            attempts++;
            var request = Put(key, new MemoryStream(value.ToArray(), writable: false), value.Length);
            condition(request);
            return request;
        }, cancellation).ConfigureAwait(false);
        if (response.StatusCode is not (HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict))
        {
            _ = Good(response, "given a value");
            return true;
        }

        // The answer to an attempt that was lost may have been yes.
        return attempts > 1 && await ReadAsync(key, cancellation).ConfigureAwait(false) is { } now && now.AsSpan().SequenceEqual(value.Span);
    }

    private async Task<byte[]?> ReadAsync(RemoteKey key, CancellationToken cancellation)
    {
        using var response = await exchange.SendAsync(() => Get(key, 0), cancellation).ConfigureAwait(false);
        return IsMissing(response) ? null : await BytesAsync(Good(response, "asked for a value"), cancellation).ConfigureAwait(false);
    }

    private async Task<byte[]> BytesAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var content = await exchange.ContentAsync(response, cancellation).ConfigureAwait(false);
        var buffer = new byte[LargestValue + 1];
        var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return count <= LargestValue ? buffer[..count] : throw Wrong("answers with more than any value has");
    }

    private async Task MustBeConditionalAsync(CancellationToken cancellation)
    {
        if (!await (conditional ??= IsConditionalAsync(cancellation)).ConfigureAwait(false)) throw RemoteAbilities.Lacks(Name, typeof(ICreateOnlyPut), "a value of which only one may be");
    }

    // Servers that do not know conditions ignore them, and write: so this one is tried first, on a key of its own.
    private async Task<bool> IsConditionalAsync(CancellationToken cancellation)
    {
        var key = RemoteKey.Action(Digest.Of("levain.probe/1"));
        await PutAsync(key, () => new MemoryStream("probe"u8.ToArray()), 5, cancellation).ConfigureAwait(false);
        return !await TryPutAsync(key, "wrong"u8.ToArray(), request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any), cancellation).ConfigureAwait(false)
            && await ReadAsync(key, cancellation).ConfigureAwait(false) is { } kept && kept.AsSpan().SequenceEqual("probe"u8);
    }

    private static bool IsMissing(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private HttpResponseMessage Good(HttpResponseMessage response, string asked) => response.StatusCode switch
    {
        HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.Accepted or HttpStatusCode.PartialContent => response,
        HttpStatusCode.Unauthorized => throw new RemoteException($"remote `{Name}` wants other credentials (401)", RemoteFault.Refused, "put them into `LEVAIN_REMOTE_TOKEN`, into `LEVAIN_REMOTE_USER` and `LEVAIN_REMOTE_PASSWORD`, or into `~/.netrc`"),
        HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed => throw new RemoteException($"remote `{Name}` does not allow that ({(int)response.StatusCode}, {asked})", RemoteFault.Refused, "ask whoever runs it for the right, or configure it as `read-only`"),
        HttpStatusCode.RequestEntityTooLarge => throw new RemoteException($"remote `{Name}` takes no blob of that size (413)", RemoteFault.Wrong, "raise its limit, such as `client_max_body_size` of nginx"),
        HttpStatusCode.InsufficientStorage => throw new RemoteException($"remote `{Name}` is full (507)", RemoteFault.Wrong, "make room there"),
        var status => throw Wrong($"answered {(int)status} when it was {asked}"),
    };

    private RemoteException Wrong(string what) => new($"remote `{Name}` {what}", RemoteFault.Wrong, "is this the address of a build cache?");
}
