using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Levain.Remotes;

namespace Levain.Images;

/// <summary>The tokens of one registry by what they allow; each is asked for once, and again when it has run out.</summary>
internal sealed class RegistryTokens(string name, bool insecure, RegistryCredentials? credentials, HttpExchange exchange, TimeProvider clock) : IDisposable
{
    private const int MostAnswer = 1 << 20;
    // What the token specification says for one that does not tell.
    private const long UsualLife = 60;

    private readonly ConcurrentDictionary<string, Token> tokens = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim gate = new(1);
    private volatile AuthenticationHeaderValue? basic;

    public void Dispose() => gate.Dispose();

    public bool HasCredentials => credentials is not null;

    /// <summary>What to send now: nothing, before the registry has asked.</summary>
    public Task<AuthenticationHeaderValue?> CurrentAsync(string scope, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(tokens.TryGetValue(scope, out var token) && token.Until > clock.GetUtcNow() ? token.Header : basic);
    }

    /// <summary>Gets what the registry asks for; false when we have nothing that it has not seen.</summary>
    /// <param name="refused">What it has just refused.</param>
    public async Task<bool> AnswerAsync(IReadOnlyList<AuthChallenge> challenges, string scope, AuthenticationHeaderValue? refused, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Somebody else may have asked while we waited.
            var current = await CurrentAsync(scope, cancellation).ConfigureAwait(false);
            if (current is not null && !current.Equals(refused)) return true;
            if (challenges.FirstOrDefault(each => each.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is { } bearer)
            {
                tokens[scope] = await FetchAsync(bearer, scope, cancellation).ConfigureAwait(false);
                return true;
            }

            if (credentials is null or { IsToken: true } || refused is not null || !challenges.Any(each => each.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))) return false;
            basic = credentials.Basic();
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Token> FetchAsync(AuthChallenge challenge, string scope, CancellationToken cancellation)
    {
        var realm = Realm(challenge);
        var service = challenge.Parameters.GetValueOrDefault("service");
        using var response = await exchange.SendAsync(() => credentials is { IsToken: true } ? Exchange(realm, service, scope, credentials) : Get(realm, service, scope), cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new RegistryException($"{name} gives us no token: `{realm.Host}` answered {(int)response.StatusCode}", "log in with `docker login`, `podman login` or `skopeo login`");

        using var content = await exchange.ContentAsync(response, cancellation).ConfigureAwait(false);
        var bytes = new byte[MostAnswer];
        var count = await content.ReadAtLeastAsync(bytes, MostAnswer, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return OciElement.Parse(bytes.AsMemory(0, count), $"token of {name}", MostAnswer, answer =>
        {
            var token = answer.Text("token") is { Length: > 0 } text ? text : answer.Required("access_token");
            if (!token.All(letter => letter is > ' ' and < '\x7f')) throw new OciFormatException($"the token of {name} holds what no header can");
            var life = answer.Has("expires_in") ? Math.Clamp(answer.Number("expires_in"), 1, 86_400) : UsualLife;
            // One that is about to run out is not used any more.
            return new Token(new AuthenticationHeaderValue("Bearer", token), clock.GetUtcNow() + TimeSpan.FromSeconds(life * 0.9));
        });
    }

    // Whoever could put a plain address here would be sent the password.
    private Uri Realm(AuthChallenge challenge)
    {
        if (!Uri.TryCreate(challenge.Parameters.GetValueOrDefault("realm"), UriKind.Absolute, out var realm) || realm.UserInfo.Length > 0 || !(realm.Scheme == Uri.UriSchemeHttps || (insecure && realm.Scheme == Uri.UriSchemeHttp)))
            throw new RegistryException($"{name} sends us for a token to where nothing is encrypted, or to no address at all");
        return realm;
    }

    private HttpRequestMessage Get(Uri realm, string? service, string scope)
    {
        var scopes = scope.Split(' ').Select(each => $"scope={Uri.EscapeDataString(each)}");
        var query = string.Join('&', service is null ? scopes : scopes.Prepend($"service={Uri.EscapeDataString(service)}"));
        var address = new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query };
        return Signing.Sign(new HttpRequestMessage(HttpMethod.Get, address.Uri), realm, credentials?.Basic());
    }

    private static HttpRequestMessage Exchange(Uri realm, string? service, string scope, RegistryCredentials credentials) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "refresh_token"), new("client_id", "levain"), new("service", service ?? ""), new("scope", scope), new("refresh_token", credentials.Secret),
        ]),
    };

    private sealed record Token(AuthenticationHeaderValue Header, DateTimeOffset Until);
}
