using Levain.Remotes;

namespace Levain.Tests.Remotes;

public sealed class LocationTests
{
    [Theory]
    [InlineData("htps://cache/x", "a remote cannot be reached by `htps://`", "did you mean `https://`?", "a slip in the scheme")]
    [InlineData("s3://bucket", "a remote cannot be reached by `s3://`", "use a folder, `http://` or `https://`", "not built yet")]
    [InlineData("https://", "a remote has an address that cannot be read", "for example `https://cache.example.org/levain`", "no host")]
    [InlineData("https://me:hunter2@cache/x", "the address of remote `https://cache/x` holds more than host and path: credentials do not belong there", "put them into `LEVAIN_REMOTE_TOKEN`, into `LEVAIN_REMOTE_USER` and `LEVAIN_REMOTE_PASSWORD`, or into `~/.netrc`", "it would stand in logs")]
    [InlineData("https://cache/x?sig=hunter2", "the address of remote `https://cache/x` holds more than host and path: credentials do not belong there", "put them into `LEVAIN_REMOTE_TOKEN`, into `LEVAIN_REMOTE_USER` and `LEVAIN_REMOTE_PASSWORD`, or into `~/.netrc`", "signatures are secrets")]
    [InlineData("/mnt/x,readonly", "a remote has no option `readonly`", "did you mean `read-only`?", "a slip in an option")]
    [InlineData("https://cache/x,hunter2@Y", "a remote has no option `…`", "there are `ci-writes`, `plain-credentials`, `push`, `read-only`", "it may be a part of a secret")]
    [InlineData(",push", "a remote without a location", "name a folder or an `https://` address", "only options")]
    public void A_wrong_location_is_refused(string text, string message, string hint, string why)
    {
        var error = Assert.Throws<UsageException>(() => RemoteLocation.Parse(text, inCi: false, "/"));

        Assert.True((error.Message, error.Hint, error.ExitCode) == (message, hint, 2), $"{why}: {error.Message} | {error.Hint}");
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mnt/x", false, RemoteWrites.Asked)]
    [InlineData("/mnt/x,push", false, RemoteWrites.Always)]
    [InlineData("/mnt/x,read-only", false, RemoteWrites.Never)]
    [InlineData("/mnt/x,read-only,push", true, RemoteWrites.Never)]
    [InlineData("/mnt/x,ci-writes", false, RemoteWrites.Never)]
    [InlineData("/mnt/x,ci-writes", true, RemoteWrites.Asked)]
    [InlineData("/mnt/x, ci-writes, push", true, RemoteWrites.Always)]
    public void Options_say_who_writes(string text, bool inCi, RemoteWrites writes) => Assert.Equal(writes, RemoteLocation.Parse(text, inCi, "/").Writes);

    [Fact]
    public void Several_are_separated_by_semicolons() =>
        Assert.Equal(["/work/cache", "https://cache/levain"], RemoteLocation.ParseAll("cache ; https://cache/levain/,read-only;", inCi: false, "/work").Select(location => location.Text));

    [Theory]
    [InlineData("machine cache login me password secret", "me:secret")]
    [InlineData("machine other login a password b\nmachine CACHE\n  login me\n  password secret\n", "me:secret")]
    [InlineData("# machine cache login no password no\ndefault login any password one", "any:one")]
    [InlineData("default login any password one\nmachine cache login me password secret", "me:secret")]
    [InlineData("machine other login a password b", null)]
    [InlineData("machine", null)]
    public void A_netrc_file_is_read(string text, string? found) =>
        Assert.Equal(found, Netrc.Find(text, "cache") is var (user, password) ? $"{user}:{password}" : null);

    [Fact]
    public void Credentials_of_the_environment_are_for_one_host_only()
    {
        var credentials = new RemoteCredentials(name => name == "LEVAIN_REMOTE_TOKEN" ? "secret" : null);
        var location = RemoteLocation.Parse("https://cache/x", inCi: false, "/");

        Assert.NotNull(credentials.For(location, soleHost: true));
        Assert.Null(credentials.For(location, soleHost: false));
    }

    [Fact]
    public void Credentials_do_not_travel_unencrypted()
    {
        var credentials = new RemoteCredentials(name => name == "LEVAIN_REMOTE_TOKEN" ? "secret" : null);

        var error = Assert.Throws<UsageException>(() => credentials.For(RemoteLocation.Parse("http://cache/x", inCi: false, "/"), soleHost: true));

        Assert.Equal("credentials would travel unencrypted to remote `http://cache/x`", error.Message);
        Assert.NotNull(credentials.For(RemoteLocation.Parse("http://cache/x,plain-credentials", inCi: false, "/"), soleHost: true));
        Assert.NotNull(credentials.For(RemoteLocation.Parse("http://127.0.0.1:80/x", inCi: false, "/"), soleHost: true));
    }
}
