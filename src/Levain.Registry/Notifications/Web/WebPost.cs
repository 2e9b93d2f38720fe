using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Levain.Remotes;

namespace Levain.Registry.Web;

/// <summary>Posts JSON to an address that is a secret: no message says it.</summary>
/// <param name="who">For messages, such as <c>Slack</c>.</param>
/// <param name="variable">The environment variable that holds the address.</param>
internal sealed class WebPost(string who, string variable, Uri address, TimeProvider clock)
{
    private const int LongestAnswer = 256;

    public RemotePatience Patience { get; init; } = RemotePatience.ForBuilds;

    public Random Chance { get; init; } = Random.Shared;

    /// <summary>What sends; null for the network.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <param name="headers">Beside those that every request has.</param>
    public async Task SendAsync(byte[] json, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        using var exchange = new HttpExchange(who, Credentials(), Patience, clock, Chance, handler: Handler);
        using var response = await exchange.SendAsync(() => Request(json, headers), cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return;
        throw new BuildException($"{who} answered {(int)response.StatusCode}{await ReasonAsync(exchange, response, cancellation).ConfigureAwait(false)}", Hint(response.StatusCode));
    }

    private HttpRequestMessage Request(byte[] json, IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(address) { UserName = "", Password = "" }.Uri) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("levain");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return request;
    }

    private AuthenticationHeaderValue? Credentials() =>
        address.UserInfo.Length == 0 ? null : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));

    private string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"`{variable}` may be revoked or mistyped: make a new one",
        HttpStatusCode.TooManyRequests => "try again later",
        _ => $"check `{variable}`",
    };

    // Servers such as Slack say a code, `no_service`. Anything longer or freer may repeat what was sent, and is not told.
    private static async Task<string> ReasonAsync(HttpExchange exchange, HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            using var content = await exchange.ContentAsync(response, cancellation).ConfigureAwait(false);
            var buffer = new byte[LongestAnswer];
            var count = await content.ReadAtLeastAsync(buffer, LongestAnswer, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            var text = Encoding.UTF8.GetString(buffer, 0, count).Trim();
            return text.Length is > 0 and <= 40 && text.All(letter => letter is (>= 'a' and <= 'z') or '_') ? $" `{text}`" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
