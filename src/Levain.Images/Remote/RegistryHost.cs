using System.Net;
using Levain.Remotes;

namespace Levain.Images;

/// <summary>Sends requests to one registry and says who asks, as the registry wants it.</summary>
internal sealed class RegistryHost : IDisposable
{
    private readonly string name;
    private readonly RegistryTokens tokens;
    private readonly HttpExchange patient;
    private readonly HttpExchange once;

    public RegistryHost(string host, bool insecure, RegistryCredentials? credentials, RemotePatience patience, TimeProvider clock, Random chance)
    {
        name = $"registry `{host}`";
        Root = new Uri($"{(insecure ? "http" : "https")}://{host}/v2/");
        (Patience, Clock, Chance) = (patience, clock, chance);
        patient = new HttpExchange(name, credentials: null, patience, clock, chance, handler: new Signing(patience));
        once = new HttpExchange(name, credentials: null, patience with { Attempts = 1 }, clock, chance, handler: new Signing(patience));
        tokens = new RegistryTokens(name, insecure, credentials, patient, clock);
    }

    public Uri Root { get; }

    public RemotePatience Patience { get; }

    public TimeProvider Clock { get; }

    public Random Chance { get; }

    /// <summary>Sends, again where that may help, and again with other credentials when these have run out.</summary>
    /// <param name="scope">What is wanted, such as <c>repository:team/scorer:pull,push</c>.</param>
    /// <param name="repeat">Whether the request may simply be sent again when it broke off.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, string scope, CancellationToken cancellation, bool repeat = true)
    {
        for (var attempt = 0; ; attempt++)
        {
            var who = await tokens.CurrentAsync(scope, cancellation).ConfigureAwait(false);
            var response = await (repeat ? patient : once).SendAsync(() => Signing.Sign(make(), Root, who), cancellation).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized) return response;

            var challenges = response.Headers.WwwAuthenticate.SelectMany(header => AuthChallenge.Parse(header.ToString())).ToList();
            response.Dispose();
            if (attempt == 2 || !await tokens.AnswerAsync(challenges, scope, who, cancellation).ConfigureAwait(false))
                throw new RegistryException($"{name} wants to know who asks{(tokens.HasCredentials ? ", and does not take our credentials" : "")}", "log in with `docker login`, `podman login` or `skopeo login`");
        }
    }

    public Task<Stream> ContentAsync(HttpResponseMessage response, CancellationToken cancellation) => patient.ContentAsync(response, cancellation);

    /// <summary>What is wrong when an answer is none of those that were expected. Of what the server writes only its code is said: the rest may repeat a secret.</summary>
    public async Task<RegistryException> WrongAsync(HttpResponseMessage response, string doing, CancellationToken cancellation)
    {
        var codes = await RegistryErrors.ReadAsync(response, cancellation).ConfigureAwait(false);
        var said = codes.Count == 0 ? "" : $" ({string.Join(", ", codes)})";
        return new RegistryException($"{name} answered {(int)response.StatusCode}{said} to {doing}", response.StatusCode switch
        {
            HttpStatusCode.Forbidden => "these credentials may not do that: ask who runs the registry",
            HttpStatusCode.NotFound => "look at the name of the repository and the tag",
            HttpStatusCode.InsufficientStorage or HttpStatusCode.RequestEntityTooLarge => "the registry is full or takes nothing so large",
            HttpStatusCode.MethodNotAllowed => "the registry does not do that; its configuration may allow it",
            _ => null,
        });
    }

    public void Dispose()
    {
        tokens.Dispose();
        patient.Dispose();
        once.Dispose();
    }
}
