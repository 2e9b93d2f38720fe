using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Levain.Remotes;

namespace Levain.Tables.Sources;

/// <summary>A file behind a URL.</summary>
internal sealed class HttpFile(HttpExchange exchange, Uri address) : IRemoteFile
{
    private string Server => $"server `{address.Authority}`";

    public string Name => address.AbsoluteUri;

    public async Task<RemoteAnswer> OpenAsync(long offset, string? same, string? known, CancellationToken cancellation)
    {
        var response = await exchange.SendAsync(() => Get(offset, same, known), cancellation).ConfigureAwait(false);
        try
        {
            // Our beginning is longer than the file: it is of something else.
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && offset > 0)
            {
                response.Dispose();
                (offset, response) = (0, await exchange.SendAsync(() => Get(0, null, known), cancellation).ConfigureAwait(false));
            }

            if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
            {
                response.Dispose();
                return RemoteAnswer.Unchanged;
            }

            return await AnswerAsync(Good(response), offset, cancellation).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Get(long offset, string? same, string? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new("identity"));
        request.Headers.UserAgent.Add(new("Levain", null));
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            if (same is not null) request.Headers.IfRange = IsTag(same) ? new(new EntityTagHeaderValue(same)) : new(Time(same));
        }
        else if (known is not null && IsTag(known)) request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(known));
        else if (known is not null) request.Headers.IfModifiedSince = Time(known);

        return request;
    }

    private async Task<RemoteAnswer> AnswerAsync(HttpResponseMessage response, long offset, CancellationToken cancellation)
    {
        var content = response.Content.Headers;
        // The bytes are what counts: those that somebody packed on the way are others.
        if (content.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))) throw Wrong("packs what it sends, though it was asked not to");
        var range = response.StatusCode == HttpStatusCode.PartialContent ? content.ContentRange : null;
        if (response.StatusCode == HttpStatusCode.PartialContent && (range is not { Unit: "bytes" } || offset == 0 || range.From != offset)) throw Wrong("answers with another part than it was asked for");
        if (range is { Length: { } whole, To: { } to } && (to >= whole || (content.ContentLength is { } part && part != to - offset + 1))) throw Wrong("contradicts itself about the length of what it sends");

        var hasEnd = content.ContentLength is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major >= 2;
        return new(await exchange.ContentAsync(response, cancellation).ConfigureAwait(false), range is null ? 0 : offset, range is null ? content.ContentLength : range.Length, hasEnd, VersionOf(response));
    }

    // A date tells versions apart only when the file had been at rest for a second when it was sent.
    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag
        : response.Headers.ETag is null && response.Content.Headers.LastModified is { } modified && response.Headers.Date is { } date && date >= modified.AddSeconds(1) ? modified.ToString("R", CultureInfo.InvariantCulture)
        : null;

    private static bool IsTag(string version) => version.StartsWith('"');

    private static DateTimeOffset Time(string version) => DateTimeOffset.ParseExact(version, "R", CultureInfo.InvariantCulture);

    private HttpResponseMessage Good(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.OK or HttpStatusCode.PartialContent => response,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => throw new RemoteException($"{Server} has it not ({(int)response.StatusCode})", RemoteFault.Wrong, "is the address right? if the file has gone for good, set `LEVAIN_MIRRORS` to a folder or URL that has it"),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new RemoteException($"{Server} does not give it to us ({(int)response.StatusCode})", RemoteFault.Refused, $"put user and password into `~/.netrc`: `machine {address.Host} login USER password SECRET`{(address.Scheme == Uri.UriSchemeHttps || address.IsLoopback ? "" : "; they are sent to `https://` addresses only")}"),
        var status => throw Wrong($"answered {(int)status}"),
    };

    private RemoteException Wrong(string what) => new($"{Server} {what}", RemoteFault.Wrong);
}
