using System.Net;
using System.Net.Http.Headers;
using Levain.Remotes;

namespace Levain.Images;

/// <summary>Adds credentials last of all, and only for the server that they are meant for: none follow a redirect to another.</summary>
internal sealed class Signing(RemotePatience patience) : DelegatingHandler(new SocketsHttpHandler
{
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    UseCookies = false,
    ConnectTimeout = patience.Connect,
    MaxResponseHeadersLength = 64,
    PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
})
{
    private static readonly HttpRequestOptionsKey<(Uri For, AuthenticationHeaderValue Who)> Signature = new("levain.signature");

    public static HttpRequestMessage Sign(HttpRequestMessage request, Uri server, AuthenticationHeaderValue? who)
    {
        if (who is not null) request.Options.Set(Signature, (server, who));
        return request;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Signature, out var signature) && request.RequestUri is { } to && to.Scheme == signature.For.Scheme && to.Authority == signature.For.Authority)
            request.Headers.Authorization = signature.Who;
        return base.SendAsync(request, cancellationToken);
    }
}
