using System.Net;
using System.Net.Http.Headers;

namespace Levain.Images;

/// <summary>Talks to one registry in the way of the OCI distribution specification: manifests, tags, referrers, transfers.</summary>
public sealed class RegistryClient : IDisposable
{
    private const int MostTags = 100_000;

    private readonly RegistryHost host;
    private readonly RegistryOptions options;
    private readonly string name;

    /// <param name="host">With the port, if there is one.</param>
    public RegistryClient(string host, RegistryCredentials? credentials = null, RegistryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        (name, this.options) = (host, options ?? new());
        this.host = new RegistryHost(host, this.options.Insecure || IsHere(host), credentials, this.options.Patience, this.options.Clock, Random.Shared);
    }

    /// <summary>Copies a manifest, or an index with all that is below it, from a layout; what the registry has is not sent.</summary>
    /// <param name="tag">Null for none: the digest is the name.</param>
    /// <param name="from">Another repository of the registry, which may have layers already.</param>
    public Task<PushReport> PushAsync(OciLayout layout, Descriptor root, string repository, string? tag = null, string? from = null, CancellationToken cancellation = default)
    {
        Check(repository, tag);
        return new RegistryPush(this, new BlobUpload(host, repository, options.PieceBytes), layout, repository, from, options.Parallel).RunAsync(root, tag, cancellation);
    }

    /// <summary>Copies what a reference names, with all that is below it, into a layout. Every byte is checked.</summary>
    public Task<Descriptor> PullAsync(ImageReference reference, OciLayout layout, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new RegistryPull(this, layout, reference.Repository, options.Parallel).RunAsync(reference.Name, cancellation);
    }

    /// <summary>The manifest of a tag or digest, without reading it; null when there is none.</summary>
    public async Task<Descriptor?> FindAsync(string repository, string reference, CancellationToken cancellation = default)
    {
        using var response = await host.SendAsync(() => Accepting(HttpMethod.Head, Manifest(repository, reference)), Pull(repository), cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        if (response.StatusCode != HttpStatusCode.OK) throw await host.WrongAsync(response, $"whether it has `{repository}:{reference}`", cancellation).ConfigureAwait(false);
        return Said(response) is { } digest && response.Content.Headers is { ContentType.MediaType: { } type, ContentLength: { } length } && MediaTypes.IsWellFormed(type)
            ? new Descriptor(type, digest, length)
            : (await ReadManifestAsync(repository, reference, cancellation).ConfigureAwait(false))?.Descriptor;
    }

    internal async Task<(Descriptor Descriptor, byte[] Content)?> ReadManifestAsync(string repository, string reference, CancellationToken cancellation)
    {
        using var response = await host.SendAsync(() => Accepting(HttpMethod.Get, Manifest(repository, reference)), Pull(repository), cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        if (response.StatusCode != HttpStatusCode.OK) throw await host.WrongAsync(response, $"`{repository}:{reference}`", cancellation).ConfigureAwait(false);
        var content = await ReadAsync(response, cancellation).ConfigureAwait(false);
        var type = response.Content.Headers.ContentType?.MediaType is { } said && MediaTypes.IsWellFormed(said) ? said : MediaTypes.Manifest;
        var descriptor = Descriptor.Of(type, content);
        var wanted = Digest.TryParse(reference, out var asked) ? asked : Said(response);
        return wanted is null || wanted == descriptor.Digest ? (descriptor, content) : throw Lies(wanted.Value);
    }

    /// <summary>Puts a manifest under a tag or its digest; whether the registry keeps its subject by itself.</summary>
    internal async Task<bool> PutManifestAsync(string repository, string reference, string mediaType, byte[] content, CancellationToken cancellation)
    {
        using var response = await host.SendAsync(() => new(HttpMethod.Put, Manifest(repository, reference)) { Content = Json(content, mediaType) }, PullPush(repository), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Created) throw await host.WrongAsync(response, $"the manifest `{repository}:{reference}`", cancellation).ConfigureAwait(false);
        if (Said(response) is { } digest && digest != Digest.Of(content)) throw Lies(Digest.Of(content));
        return response.Headers.Contains("OCI-Subject");
    }

    /// <summary>Reads bytes of a repository into a layout, again when they break off.</summary>
    internal async Task FetchAsync(string repository, Descriptor blob, OciLayout layout, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var response = await host.SendAsync(() => new(HttpMethod.Get, new Uri(host.Root, $"{repository}/blobs/{blob.Digest}")), Pull(repository), cancellation).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw await host.WrongAsync(response, $"`{blob.Digest.Brief}` of `{repository}`", cancellation).ConfigureAwait(false);
            try
            {
                using var content = await host.ContentAsync(response, cancellation).ConfigureAwait(false);
                layout.Put(blob, new BoundedStream(content, blob.Size));
                return;
            }
            catch (Exception error) when (error is IOException or HttpRequestException or TimeoutException)
            {
                if (attempt >= host.Patience.Attempts) throw new RegistryException($"registry `{name}` breaks off in the middle of `{blob.Digest.Brief}`, {attempt} times", "try again later", error);
                await Task.Delay(host.Patience.PauseAfter(attempt, host.Chance.NextDouble()), host.Clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>All tags of a repository, in ordinal order; none when there is no such repository.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(string repository, CancellationToken cancellation = default)
    {
        Check(repository, tag: null);
        SortedSet<string> tags = new(StringComparer.Ordinal);
        Uri? page = new(host.Root, $"{repository}/tags/list?n=1000");
        while (page is not null)
        {
            var at = page;
            using var response = await host.SendAsync(() => new(HttpMethod.Get, at), Pull(repository), cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound) return [];
            if (response.StatusCode != HttpStatusCode.OK) throw await host.WrongAsync(response, $"the tags of `{repository}`", cancellation).ConfigureAwait(false);
            var content = await ReadAsync(response, cancellation).ConfigureAwait(false);
            var before = tags.Count;
            tags.UnionWith(OciElement.Parse(content, $"list of tags of `{repository}`", OciLimits.ManifestBytes, element => element.Texts("tags") ?? []));
            page = RegistryLink.Next(response, at);
            // A page with nothing new would be followed by the like for ever.
            if (tags.Count > MostTags || (page is not null && tags.Count == before)) throw new RegistryException($"registry `{name}` lists tags of `{repository}` without end");
        }

        return [.. tags];
    }

    /// <summary>What refers to a manifest: signatures, lists of contents, provenance.</summary>
    public async Task<IReadOnlyList<Descriptor>> ReferrersAsync(string repository, Digest subject, string? artifactType = null, CancellationToken cancellation = default)
    {
        Check(repository, tag: null);
        using var response = await host.SendAsync(() => Accepting(HttpMethod.Get, new Uri(host.Root, $"{repository}/referrers/{subject}")), Pull(repository), cancellation).ConfigureAwait(false);
        // Other than by 404 some old ones say that they do not know the address.
        var content = response.StatusCode switch
        {
            HttpStatusCode.OK => await ReadAsync(response, cancellation).ConfigureAwait(false),
            HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed => (await ReadManifestAsync(repository, FallbackTag(subject), cancellation).ConfigureAwait(false))?.Content,
            _ => throw await host.WrongAsync(response, $"what refers to `{subject.Brief}`", cancellation).ConfigureAwait(false),
        };
        if (content is null) return [];
        return [.. ImageIndex.Parse(content).Manifests.Where(manifest => artifactType is null || manifest.ArtifactType == artifactType)];
    }

    /// <summary>Where the registry does not keep referrers, an index with a tag made of the digest does.</summary>
    internal async Task RememberReferrerAsync(string repository, Digest subject, Descriptor referrer, CancellationToken cancellation)
    {
        var before = await ReadManifestAsync(repository, FallbackTag(subject), cancellation).ConfigureAwait(false) is var (_, content) ? ImageIndex.Parse(content).Manifests : [];
        if (before.Any(each => each.Digest == referrer.Digest)) return;
        var index = new ImageIndex { Manifests = [.. before.Append(referrer).OrderBy(each => each.Digest)] };
        await PutManifestAsync(repository, FallbackTag(subject), MediaTypes.Index, index.ToBytes(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes a manifest and with it its tags; false when there was none.</summary>
    public async Task<bool> DeleteAsync(string repository, Digest manifest, CancellationToken cancellation = default)
    {
        Check(repository, tag: null);
        using var response = await host.SendAsync(() => new(HttpMethod.Delete, Manifest(repository, manifest.ToString())), $"repository:{repository}:delete", cancellation).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.NoContent => true,
            HttpStatusCode.NotFound => false,
            _ => throw await host.WrongAsync(response, $"the deletion of `{manifest.Brief}`", cancellation).ConfigureAwait(false),
        };
    }

    public void Dispose() => host.Dispose();

    internal static string FallbackTag(Digest subject) => $"sha256-{subject.Hex}";

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var content = await host.ContentAsync(response, cancellation).ConfigureAwait(false);
        var bytes = new MemoryStream();
        try
        {
            await new BoundedStream(content, OciLimits.ManifestBytes).CopyToAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException or TimeoutException)
        {
            throw new RegistryException($"registry `{name}` breaks off in the middle of an answer", "try again later", error);
        }

        return bytes.ToArray();
    }

    private RegistryException Lies(Digest wanted) => new($"registry `{name}` gives something else for `{wanted.Brief}`", "do not use what it has: it is broken, or lies");

    private Uri Manifest(string repository, string reference) => ImageReference.IsRepository(repository) && (ImageReference.IsTag(reference) || Digest.TryParse(reference, out _))
        ? new Uri(host.Root, $"{repository}/manifests/{reference}") : throw new BuildException($"`{repository}:{reference}` is not the name of an image");

    private static void Check(string repository, string? tag)
    {
        if (!ImageReference.IsRepository(repository) || (tag is not null && !ImageReference.IsTag(tag))) throw new BuildException($"`{repository}:{tag}` is not the name of an image", "write it like `team/scorer:1.2.0`");
    }

    private static Digest? Said(HttpResponseMessage response) => response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.First(), out var digest) ? digest : null;

    private static HttpRequestMessage Accepting(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        foreach (var type in new[] { MediaTypes.Manifest, MediaTypes.Index, MediaTypes.DockerManifest, MediaTypes.DockerIndex }) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return request;
    }

    private static ByteArrayContent Json(byte[] content, string mediaType)
    {
        var json = new ByteArrayContent(content);
        json.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return json;
    }

    private static string Pull(string repository) => $"repository:{repository}:pull";

    private static string PullPush(string repository) => $"repository:{repository}:pull,push";

    private static bool IsHere(string host) => Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address) && address.IsLoopback;
}
