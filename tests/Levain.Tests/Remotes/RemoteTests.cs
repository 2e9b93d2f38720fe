using Levain.Remotes;
using Levain.Soak.Servers;
using Levain.Tests.Store;

namespace Levain.Tests.Remotes;

public sealed class FolderRemoteTests : RemoteContract, IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly FolderRemote remote;

    public FolderRemoteTests() => remote = new FolderRemote(Directory.CreateDirectory(temporary.Path("remote")).FullName, Patience.Enough);

    internal override IRemote Remote => remote;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_created_once_by_whoever_comes_first()
    {
        var key = RemoteKey.Action(Digest.Of("head"));

        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => remote.CreateAsync(key, new byte[] { (byte)i }, Cancellation))));

        Assert.Single(won, each => each);
        Assert.Equal(1, await remote.SizeAsync(key, Cancellation));
    }

    [Fact]
    public void What_it_cannot_do_is_said_by_name() =>
        Assert.Equal($"remote `{remote.Name}` has no compare-and-swap, which moving a head needs", Assert.Throws<BuildException>(() => remote.Need<ICompareAndSwap>("moving a head")).Message);

    [Fact]
    public async Task What_is_listed_can_be_deleted()
    {
        var key = RemoteKey.Content(Digest.Of("gone soon"));
        await remote.PutAsync(key, () => Bytes("gone soon"), 9, Cancellation);

        var (listed, size) = Assert.Single(remote.List(RemoteKey.Objects));
        remote.Delete(listed);

        Assert.Equal((key, 9), (listed, size));
        Assert.Null(await remote.SizeAsync(key, Cancellation));
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        File.WriteAllText(temporary.Path("remote/levain-remote"), "levain.remote/9\n");

        Assert.Contains("was written by a newer Levain: its format is 9, this one knows 1", Assert.Throws<BuildException>(() => new FolderRemote(temporary.Path("remote"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_with_the_nearest_name() =>
        Assert.Equal($"did you mean `{temporary.Path("remote")}`?", Assert.Throws<UsageException>(() => new FolderRemote(temporary.Path("remot"))).Hint);

    [Fact]
    public async Task A_folder_that_holds_something_else_is_not_made_a_remote()
    {
        temporary.Write("home/letter.txt", "dear");
        using var home = new FolderRemote(temporary.Path("home"), Patience.Little);

        var error = await Assert.ThrowsAsync<BuildException>(() => home.PutAsync(RemoteKey.Content(Digest.Of("")), () => Bytes(""), 0, Cancellation));

        Assert.Equal($"`{temporary.Path("home")}` is no remote: it holds `letter.txt`", error.Message);
        Assert.Single(Directory.EnumerateFileSystemEntries(temporary.Path("home")));
    }

    [Fact]
    public async Task What_a_dead_writer_left_goes_by_its_age_alone()
    {
        var (old, young) = (temporary.Write("remote/tmp/old", "x"), temporary.Write("remote/tmp/young", "x"));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        await remote.PutAsync(RemoteKey.Content(Digest.Of("a")), () => Bytes("a"), 1, Cancellation);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
    }

    public void Dispose() => temporary.Dispose();
}

public sealed class HttpRemoteTests : RemoteContract, IDisposable
{
    private readonly BlobServer server = new();
    private readonly HttpRemote remote;

    public HttpRemoteTests() => remote = new HttpRemote(server.Location, credentials: null, Patience.Enough);

    internal override IRemote Remote => remote;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_replaced_only_while_it_is_the_one_that_was_read()
    {
        var key = RemoteKey.Action(Digest.Of("head"));
        Assert.True(await remote.CreateAsync(key, "one"u8.ToArray(), Cancellation));
        Assert.False(await remote.CreateAsync(key, "other"u8.ToArray(), Cancellation));
        var (_, version) = (await remote.ReadVersionAsync(key, Cancellation))!.Value;

        Assert.True(await remote.ReplaceAsync(key, version, "two"u8.ToArray(), Cancellation));
        Assert.False(await remote.ReplaceAsync(key, version, "three"u8.ToArray(), Cancellation));

        Assert.Equal("two"u8.ToArray(), server.Blobs[key.ToString()]);
    }

    [Fact]
    public async Task A_server_that_ignores_conditions_is_found_out_before_anything_is_overwritten()
    {
        using var careless = new BlobServer { Conditional = false };
        using var other = new HttpRemote(careless.Location, credentials: null, Patience.Enough);
        var key = RemoteKey.Action(Digest.Of("head"));
        careless.Blobs[key.ToString()] = "kept"u8.ToArray();

        var error = await Assert.ThrowsAsync<BuildException>(() => other.CreateAsync(key, "lost"u8.ToArray(), Cancellation));

        Assert.Contains("has no create-only put", error.Message, StringComparison.Ordinal);
        Assert.Equal("kept"u8.ToArray(), careless.Blobs[key.ToString()]);
    }

    [Theory]
    [InlineData(Fault.ServerError, "answered 500 2 times")]
    [InlineData(Fault.TooMany, "answered 429 2 times")]
    [InlineData(Fault.TooManyForLong, "answered 429")]
    [InlineData(Fault.Drop, "cannot be reached 2 times")]
    [InlineData(Fault.Stall, "cannot be reached 2 times: it does not answer")]
    [InlineData(Fault.Forbidden, "does not allow that (403, given a blob)")]
    [InlineData(Fault.Unauthorized, "wants other credentials (401)")]
    [InlineData(Fault.Missing, "answered 404 when it was given a blob")]
    [InlineData(Fault.Redirect, "answered 302 when it was given a blob")]
    public async Task A_put_that_fails_is_one_sentence(Fault fault, string sentence)
    {
        server.Faults = (_, _) => fault;
        using var hasty = new HttpRemote(server.Location, credentials: null, Patience.Little);

        var error = await Assert.ThrowsAsync<RemoteException>(() => hasty.PutAsync(RemoteKey.Content(Digest.Of("x")), () => Bytes("x"), 1, Cancellation));

        Assert.StartsWith($"remote `{remote.Name}` {sentence}", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Blobs);
    }

    [Theory]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.TooMany)]
    [InlineData(Fault.Drop)]
    public async Task A_fault_that_passes_is_not_noticed(Fault fault)
    {
        var first = 0;
        server.Faults = (_, _) => Interlocked.Increment(ref first) == 1 ? fault : Fault.None;

        await remote.PutAsync(RemoteKey.Content(Digest.Of("x")), () => Bytes("x"), 1, Cancellation);

        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Blobs);
    }

    [Fact]
    public async Task Redirects_end()
    {
        server.Faults = (_, _) => Fault.Redirect;

        var error = await Assert.ThrowsAsync<RemoteException>(() => remote.SizeAsync(RemoteKey.Content(Digest.Of("x")), Cancellation));

        Assert.Contains("redirects more than 4 times", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        remote.Dispose();
        server.Dispose();
    }
}

public sealed class NginxRemoteTests : RemoteContract, IDisposable
{
    private readonly NginxServer server = NginxServer.Start();
    private readonly IRemote remote;

    public NginxRemoteTests() => remote = Open(NginxServer.Password);

    internal override IRemote Remote => remote;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        using var wrong = Open("not-the-password");

        var error = await Assert.ThrowsAsync<RemoteException>(() => wrong.SizeAsync(RemoteKey.Content(Digest.Of("x")), Cancellation));

        Assert.Equal($"remote `{remote.Name}` wants other credentials (401)", error.Message);
        Assert.DoesNotContain("not-the-password", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nginx_ignores_conditions_and_so_is_said_to_have_none()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() => remote.Need<ICreateOnlyPut>("a head").CreateAsync(RemoteKey.Action(Digest.Of("head")), "x"u8.ToArray(), Cancellation));

        Assert.Contains("has no create-only put", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        remote.Dispose();
        server.Dispose();
    }

    private IRemote Open(string password) =>
        new RemoteOpening(new RemoteCredentials(name => name switch { "LEVAIN_REMOTE_USER" => NginxServer.User, "LEVAIN_REMOTE_PASSWORD" => password, _ => null }), [server.Location]).Open(server.Location, Patience.Enough);
}

internal static class Patience
{
    /// <summary>For remotes that work, on a machine that may be busy.</summary>
    public static RemotePatience Enough { get; } = new() { Attempts = 3, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(50) };

    /// <summary>For remotes that fail on purpose.</summary>
    public static RemotePatience Little { get; } = new() { Attempts = 2, Stall = TimeSpan.FromMilliseconds(400), FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) };
}
