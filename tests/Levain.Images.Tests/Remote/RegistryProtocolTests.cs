using System.Text;

namespace Levain.Images.Tests;

/// <summary>What the real registry of the tests does not do: tokens, pages, referrers, redirects.</summary>
public sealed class RegistryProtocolTests : IDisposable
{
    private readonly ScriptedServer server = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_asked_for_with_the_password_and_what_it_is_for_and_then_used()
    {
        server.Answer = request => request.Path.StartsWith("/token", StringComparison.Ordinal) ? new(200, "{\"access_token\":\"abc\",\"expires_in\":300}")
            : request.Authorization == "Bearer abc" ? new(200, "{\"name\":\"a\",\"tags\":[\"2\",\"1\"]}")
            : new(401, "", $"WWW-Authenticate: Bearer realm=\"http://{server.Host}/token\",service=\"the service\"");
        using var client = new RegistryClient(server.Host, RegistryCredentials.Password("me", "pass"));

        var tags = await client.TagsAsync("a", Stop);
        await client.TagsAsync("a", Stop);

        Assert.Equal(["1", "2"], tags);
        var asked = Assert.Single(server.Requests, request => request.Path.StartsWith("/token", StringComparison.Ordinal));
        Assert.Equal("/token?service=the%20service&scope=repository%3Aa%3Apull", asked.Path);
        Assert.Equal("Basic " + Convert.ToBase64String("me:pass"u8), asked.Authorization);
    }

    [Fact]
    public async Task An_identity_token_is_changed_for_another_and_never_sent_to_the_registry()
    {
        server.Answer = request => request.Path == "/token" ? new(200, "{\"token\":\"abc\"}") : request.Authorization == "Bearer abc" ? new(200, "{\"tags\":null}")
            : new(401, "", $"WWW-Authenticate: Bearer realm=\"http://{server.Host}/token\"");
        using var client = new RegistryClient(server.Host, RegistryCredentials.IdentityToken("refresh"));

        Assert.Empty(await client.TagsAsync("a", Stop));
        Assert.Equal(["POST"], server.Requests.Where(request => request.Path == "/token").Select(request => request.Method));
        Assert.DoesNotContain(server.Requests, request => request.Authorization?.Contains("refresh", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_server()
    {
        using var other = new ScriptedServer { Answer = _ => new(200, "{\"tags\":[]}") };
        server.Answer = request => request.Authorization is null ? new(401, "", "WWW-Authenticate: Basic realm=\"r\"") : new(307, "", $"Location: http://{other.Host}/elsewhere");
        using var client = new RegistryClient(server.Host, RegistryCredentials.Password("me", "pass"));

        await client.TagsAsync("a", Stop);

        Assert.Null(Assert.Single(other.Requests).Authorization);
    }

    [Fact]
    public async Task Tags_are_read_page_by_page()
    {
        server.Answer = request => request.Path.Contains("last=b", StringComparison.Ordinal) ? new(200, "{\"tags\":[\"c\"]}") : new(200, "{\"tags\":[\"a\",\"b\"]}", "Link: </v2/a/tags/list?last=b&n=2>; rel=\"next\"");
        using var client = new RegistryClient(server.Host);

        Assert.Equal(["a", "b", "c"], await client.TagsAsync("a", Stop));
    }

    [Fact]
    public async Task Pages_without_end_are_given_up()
    {
        server.Answer = _ => new(200, "{\"tags\":[\"a\"]}", "Link: </v2/a/tags/list?again>; rel=\"next\"");
        using var client = new RegistryClient(server.Host);

        Assert.Contains("without end", (await Assert.ThrowsAsync<RegistryException>(() => client.TagsAsync("a", Stop))).Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Referrers_come_from_the_registry_where_it_keeps_them()
    {
        var about = Descriptor.Of(MediaTypes.Manifest, "x"u8) with { ArtifactType = "application/vnd.example.bill" };
        server.Answer = _ => new(200, Encoding.UTF8.GetString(new ImageIndex { Manifests = [about] }.ToBytes()));
        using var client = new RegistryClient(server.Host);

        Assert.Equal([about], await client.ReferrersAsync("a", Samples.SomeDigest, cancellation: Stop));
        Assert.Equal($"/v2/a/referrers/{Samples.SomeDigest}", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_manifest_without_end_is_not_read_to_its_end()
    {
        server.Answer = _ => new(200, new string(' ', OciLimits.ManifestBytes + 1));
        using var client = new RegistryClient(server.Host);

        await Assert.ThrowsAsync<OciFormatException>(() => client.ReadManifestAsync("a", "1", Stop));
    }

    [Fact]
    public async Task A_helper_of_docker_is_asked_for_the_host()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the helper of this test is a script");
        using var folder = new TempFolder();
        var helper = folder.At("docker-credential-levain-test");
        await File.WriteAllTextAsync(helper, "#!/bin/sh\nread host\necho \"{\\\"ServerURL\\\":\\\"$host\\\",\\\"Username\\\":\\\"$1-$host\\\",\\\"Secret\\\":\\\"s\\\"}\"\n", Stop);
        File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(folder.At("config.json"), "{\"credsStore\":\"levain-test\"}", Stop);

        var found = new DockerConfig(folder.Path, folder.Path).For("r.example.org")!;

        Assert.Equal(("get-r.example.org", "s"), (found.User, found.Secret));
    }

    public void Dispose() => server.Dispose();
}
