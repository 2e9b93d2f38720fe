using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Levain.Remotes;

namespace Levain.Tables.Sources;

/// <summary>The servers that data is fetched from, each with connections of its own.</summary>
/// <param name="credentials">What to say to the server of an address.</param>
internal sealed class HttpServers(Func<Uri, AuthenticationHeaderValue?> credentials, RemotePatience patience, TimeProvider clock) : IDisposable
{
    private const int MostRedirects = 10;

    private readonly ConcurrentDictionary<string, Lazy<HttpExchange>> exchanges = new(StringComparer.OrdinalIgnoreCase);

    public HttpFile File(Uri address) => new(exchanges.GetOrAdd(address.GetLeftPart(UriPartial.Authority), _ => new(() => Open(address))).Value, address);

    public void Dispose()
    {
        foreach (var exchange in exchanges.Values.Where(exchange => exchange.IsValueCreated)) exchange.Value.Dispose();
    }

    private HttpExchange Open(Uri address) => new($"server `{address.Authority}`", credentials(address), patience, clock, Random.Shared, MostRedirects);
}
