using System.Net;
using System.Net.Http.Headers;

namespace Levain.Remotes;

/// <summary>Sends requests to one server, again when the failure may pass, and notices when nothing moves.</summary>
internal sealed class HttpExchange : IDisposable
{
    private readonly string who;
    private readonly int mostRedirects;
    private readonly AuthenticationHeaderValue? credentials;
    private readonly RemotePatience patience;
    private readonly TimeProvider clock;
    private readonly Random chance;
    private readonly HttpClient client;

    /// <param name="who">For messages, such as <c>remote `https://cache.example.org`</c>.</param>
    /// <param name="handler">What sends; null for the network.</param>
    public HttpExchange(string who, AuthenticationHeaderValue? credentials, RemotePatience patience, TimeProvider clock, Random chance, int mostRedirects = 4, HttpMessageHandler? handler = null)
    {
        (this.who, this.credentials, this.patience, this.clock, this.chance, this.mostRedirects) = (who, credentials, patience, clock, chance, mostRedirects);
        client = new HttpClient(handler ?? new SocketsHttpHandler
        {
            // Redirects are followed here: credentials must not follow to another host.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            PreAuthenticate = false,
            ConnectTimeout = patience.Connect,
            MaxResponseHeadersLength = 64,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The answer, whatever it is, once the server gives one that will not pass. Its content is not read yet.</summary>
    /// <param name="make">Makes the request, anew for every attempt.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            RemoteException failure;
            TimeSpan? wanted = null;
            try
            {
                var response = await FollowAsync(make, cancellation).ConfigureAwait(false);
                if (!MayPass(response.StatusCode)) return response;
                wanted = RetryAfter(response);
                failure = new RemoteException($"{who} answered {(int)response.StatusCode}{Times(attempt)}", RemoteFault.Unreachable, "try again later");
                response.Dispose();
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException)
            {
                failure = new RemoteException($"{who} cannot be reached{Times(attempt)}: {Reason(error)}", RemoteFault.Unreachable, "check the address and the network, or try again later", error);
                if (IsHopeless(error)) throw failure;
            }

            var pause = wanted ?? patience.PauseAfter(attempt, chance.NextDouble());
            if (attempt >= patience.Attempts || pause > patience.LongestPause) throw failure;
            await Task.Delay(pause, clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The content of an answer, which fails when nothing comes for too long.</summary>
    public async Task<Stream> ContentAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        new WatchedStream(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), response, patience.Stall, clock);

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> FollowAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        Uri? target = null;
        for (var hop = 0; ; hop++)
        {
            using var request = make();
            var origin = request.RequestUri!;
            request.RequestUri = target ?? origin;
            if (credentials is not null && IsSame(origin, request.RequestUri)) request.Headers.Authorization = credentials;
            var response = await OnceAsync(request, cancellation).ConfigureAwait(false);
            if (!IsRedirect(request.Method, response.StatusCode) || response.Headers.Location is not { } location) return response;

            var next = new Uri(request.RequestUri, location);
            response.Dispose();
            // Where to is not said: such addresses are often signed, and then a secret.
            if (hop >= mostRedirects) throw new RemoteException($"{who} redirects more than {mostRedirects} times", RemoteFault.Wrong);
            if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp) throw new RemoteException($"{who} redirects to something that is not HTTP", RemoteFault.Wrong);
            if (next.Scheme != Uri.UriSchemeHttps && request.RequestUri.Scheme == Uri.UriSchemeHttps) throw new RemoteException($"{who} redirects to where nothing is encrypted", RemoteFault.Wrong);
            target = next;
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var stalled = new CancellationTokenSource(patience.Stall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellation);
        if (request.Content is { } content) request.Content = new WatchedContent(content, () => stalled.CancelAfter(patience.Stall));
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            // Ours, or the connect timeout of the handler.
            throw new TimeoutException("it does not answer", error);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } after ? null : after.Delta ?? (after.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)) : null);

    private static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.InsufficientStorage));

    private static bool IsRedirect(HttpMethod method, HttpStatusCode status) =>
        status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect || (method != HttpMethod.Put && (status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther));

    private static bool IsSame(Uri left, Uri right) => left.Scheme == right.Scheme && left.Authority == right.Authority;

    // A certificate that is not to be trusted, or a name that nobody has, does not get better in a second.
    private static bool IsHopeless(Exception error) => error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ConfigurationLimitExceeded };

    private static string Times(int attempt) => attempt == 1 ? "" : $" {attempt} times";

    private static string Reason(Exception error) => error switch
    {
        TimeoutException => "it does not answer",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not to be trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "nobody knows the host",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
        _ => "it broke off",
    };
}
