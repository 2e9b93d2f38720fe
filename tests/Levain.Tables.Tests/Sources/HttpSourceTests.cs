using System.Text;
using Levain.Locks;
using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

/// <summary>URLs, on servers that do right and on servers that do not.</summary>
public sealed class HttpSourceTests : IDisposable
{
    private readonly WebServer server = new();
    private readonly SourceWorkspace workspace = new();
    private readonly string text = string.Concat(Enumerable.Range(0, 4000).Select(line => $"{line},shot\n"));

    public HttpSourceTests() => server.Put("shots.csv", text);

    private string Url => server.UrlOf("shots.csv");

    private Digest Right => Digest.Of(text);

    [Fact]
    public async Task A_url_is_pinned_by_the_digest_of_its_bytes()
    {
        var pinned = await workspace.LockAsync(Url);

        Assert.Equal((Url, Url, Content.File(Right), (long)text.Length), (pinned.Source, pinned.From, pinned.Content, pinned.Size));
        Assert.Equal(pinned, workspace.Lock.Find("public", "data"));
        Assert.Empty(workspace.Stored("sources/partial"));
        Assert.Empty(workspace.Stored("tmp"));
    }

    [Fact]
    public async Task A_clone_without_bytes_fetches_what_is_pinned()
    {
        await workspace.LockAsync(Url);
        using var clone = workspace.Clone();

        var report = await clone.BuildAsync();

        Assert.Equal(Right.Brief, clone.SeenBy(report));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await workspace.LockAsync(Url);
        var moved = workspace.Moved;

        await workspace.LockAsync();

        Assert.Equal((moved, "GET shots.csv 304"), (workspace.Moved, server.Requests.Last()));
    }

    [Fact]
    public async Task What_changed_is_taken_anew()
    {
        await workspace.LockAsync(Url);
        server.Put("shots.csv", "other");

        var pinned = await workspace.LockAsync();

        Assert.Equal(Digest.Of("other"), pinned.Content.Digest);
    }

    [Fact]
    public async Task A_download_that_does_not_match_its_pin_is_refused_and_kept_aside()
    {
        await workspace.LockAsync(Url);
        using var clone = workspace.Clone();
        server.Put("shots.csv", "other");

        var report = await clone.BuildAsync();

        var kept = $".levain/refused/{Digest.Of("other").Hex}";
        Assert.Equal($"snapshot `data`: `{Url}` gave {Digest.Of("other")} instead of {Right}; what came is kept aside in `{kept}`", SourceWorkspace.ErrorOf(report));
        Assert.Equal("other", await File.ReadAllTextAsync(Path.Combine(clone.Root, kept), TestContext.Current.CancellationToken));
        Assert.False(clone.Contents.Has(Digest.Of("other")));
        Assert.Empty(clone.Stored("sources/partial"));
    }

    [Fact]
    public async Task A_digest_that_is_named_beforehand_must_be_met()
    {
        var error = await workspace.RefusedLockAsync(Url, Digest.Of("something else"));

        Assert.Contains($"gave {Right} instead of {Digest.Of("something else")}", error.Message, StringComparison.Ordinal);
        Assert.Empty(workspace.Lock.Snapshots);
    }

    [Theory]
    [InlineData(Misdeed.Break, "it broke in the middle")]
    [InlineData(Misdeed.StallMidway, "it stopped in the middle")]
    [InlineData(Misdeed.Stall, "it did not answer")]
    [InlineData(Misdeed.ServerError, "it was not well")]
    [InlineData(Misdeed.TooMany, "it had too much to do")]
    [InlineData(Misdeed.PromisesMore, "it said that there is more")]
    public async Task What_happens_once_is_tried_again(Misdeed misdeed, string why)
    {
        server.Misdeeds = (_, before) => before == 0 ? misdeed : Misdeed.None;

        var pinned = await workspace.LockAsync(Url);

        Assert.True(pinned.Content.Digest == Right, why);
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_was()
    {
        server.Misdeeds = (_, before) => before == 0 ? Misdeed.Break : Misdeed.None;

        await workspace.LockAsync(Url);

        Assert.Equal([$"GET shots.csv 200", $"GET shots.csv bytes={(text.Length + 1) / 2}- 206"], server.Requests);
        Assert.Contains($"If-Range: \"{Right.Brief}\"", server.Heads.Last(), StringComparison.Ordinal);
        Assert.Equal(text.Length, workspace.Moved);
    }

    [Fact]
    public async Task A_download_that_another_process_left_goes_on_where_it_was()
    {
        // Breaks again and again: half of what is left each time, until nothing of note comes any more.
        server.Misdeeds = (_, before) => before < 1 ? Misdeed.Break : Misdeed.Stall;
        await workspace.RefusedLockAsync(Url);
        Assert.NotEmpty(workspace.Stored("sources/partial"));
        server.Misdeeds = (_, _) => Misdeed.None;

        var pinned = await workspace.LockAsync(Url);

        Assert.Equal(Right, pinned.Content.Digest);
        Assert.EndsWith(" 206", server.Requests.Last(), StringComparison.Ordinal);
        Assert.Empty(workspace.Stored("sources/partial"));
    }

    [Fact]
    public async Task A_beginning_of_another_version_is_not_gone_on_with()
    {
        server.Misdeeds = (_, before) => before < 1 ? Misdeed.Break : Misdeed.Stall;
        await workspace.RefusedLockAsync(Url);
        server.Misdeeds = (_, _) => Misdeed.None;
        var other = text.Replace("shot", "goal", StringComparison.Ordinal);
        server.Put("shots.csv", other);

        var pinned = await workspace.LockAsync(Url);

        Assert.Equal(Digest.Of(other), pinned.Content.Digest);
    }

    [Fact]
    public async Task A_wrong_beginning_of_what_is_pinned_is_thrown_away()
    {
        server.HasVersions = false;
        await workspace.LockAsync(Url);
        using var clone = workspace.Clone();
        server.Misdeeds = (_, before) => before == 1 ? Misdeed.Break : before == 2 ? Misdeed.OtherBytes : Misdeed.None;

        var report = await clone.BuildAsync();

        Assert.Equal(Right.Brief, clone.SeenBy(report));
        Assert.Empty(clone.Stored("refused"));
    }

    [Theory]
    [InlineData(Misdeed.Stall, "it does not answer", "it never answers")]
    [InlineData(Misdeed.StallMidway, "breaks off again and again", "it stops")]
    [InlineData(Misdeed.ServerError, "answered 503 3 times", "it is never well")]
    [InlineData(Misdeed.TooMany, "answered 429 3 times", "it never has time")]
    [InlineData(Misdeed.PromisesMore, "breaks off again and again", "more than there is")]
    [InlineData(Misdeed.NoLength, "comes without its length", "nobody knows whether that is all")]
    [InlineData(Misdeed.Packs, "packs what it sends", "other bytes than were asked for")]
    [InlineData(Misdeed.RedirectsToItself, "redirects more than 10 times", "a circle")]
    [InlineData(Misdeed.RedirectsToFtp, "redirects to something that is not HTTP", "another protocol")]
    [InlineData(Misdeed.Missing, "has it not (404)", "nothing there")]
    [InlineData(Misdeed.Forbidden, "does not give it to us (403)", "not for us")]
    public async Task What_a_server_does_again_and_again_is_one_sentence(Misdeed misdeed, string message, string why)
    {
        server.Misdeeds = (_, _) => misdeed;

        var error = await workspace.RefusedLockAsync(Url);

        Assert.True(error.Message.Contains(message, StringComparison.Ordinal), $"{why}: {error}");
        Assert.Contains($"`{Url}`", error.Message, StringComparison.Ordinal);
        Assert.Contains("snapshot `data`", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(workspace.Lock.Snapshots);
        Assert.Empty(workspace.Stored("tmp"));
        if (misdeed is not (Misdeed.StallMidway or Misdeed.PromisesMore)) Assert.Empty(workspace.Stored("sources/partial"));
    }

    [Theory]
    [InlineData(Misdeed.OtherPart, "answers with another part than it was asked for")]
    [InlineData(Misdeed.OtherLength, "says that it has")]
    public async Task A_server_that_contradicts_itself_is_refused(Misdeed misdeed, string message)
    {
        server.Misdeeds = (_, before) => before == 0 ? Misdeed.Break : misdeed;

        var error = await workspace.RefusedLockAsync(Url);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(workspace.Stored("sources/partial"));
    }

    [Fact]
    public async Task Nobody_is_led_from_an_encrypted_address_to_a_plain_one()
    {
        using var exchange = new Levain.Remotes.HttpExchange("server `example.org`", null, SourceWorkspace.Little, TimeProvider.System, new Random(1), handler: new Downgrade());

        var error = await Assert.ThrowsAsync<Levain.Remotes.RemoteException>(() => exchange.SendAsync(() => new(HttpMethod.Get, "https://example.org/x"), TestContext.Current.CancellationToken));

        Assert.Equal("server `example.org` redirects to where nothing is encrypted", error.Message);
    }

    [Fact]
    public async Task A_length_that_is_too_small_does_not_meet_a_digest()
    {
        server.Misdeeds = (_, _) => Misdeed.PromisesLess;

        var error = await workspace.RefusedLockAsync(Url, Right);

        Assert.Contains($"instead of {Right}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_length_the_digest_tells_whether_all_came()
    {
        server.Misdeeds = (_, _) => Misdeed.NoLength;

        var pinned = await workspace.LockAsync(Url, Right);

        Assert.Equal(Right, pinned.Content.Digest);
    }

    [Fact]
    public async Task More_than_the_limit_is_not_fetched()
    {
        workspace.Options = workspace.Options with { Limits = new() { File = 1000 } };

        var error = await workspace.RefusedLockAsync(Url);

        Assert.Contains("has more than the 1000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains(SourceLimits.Variable, error.Hint, StringComparison.Ordinal);
        Assert.Empty(workspace.Stored("sources/partial"));
    }

    [Fact]
    public async Task A_redirect_is_followed_and_credentials_stay_where_they_belong()
    {
        using var other = new WebServer();
        other.Put("there.csv", text);
        server.Redirects = path => path == "shots.csv" ? new Uri(server.UrlOf("near.csv")) : new Uri(other.UrlOf("there.csv").Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        workspace.Write("netrc", "machine 127.0.0.1 login builder password s3cret-of-netrc\n");
        workspace.Variables["NETRC"] = Path.Combine(workspace.Root, "netrc");
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes("builder:s3cret-of-netrc"));

        var pinned = await workspace.LockAsync(Url);

        Assert.Equal(Right, pinned.Content.Digest);
        Assert.All(server.Heads, head => Assert.Contains(secret, head, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, Assert.Single(other.Heads), StringComparison.Ordinal);
        Assert.Equal([Path.Combine(workspace.Root, "netrc")], workspace.FilesWith("s3cret-of-netrc"));
        Assert.Empty(workspace.FilesWith(secret));
    }

    [Fact]
    public async Task The_secret_of_remotes_is_not_told_to_sources()
    {
        workspace.Variables["LEVAIN_REMOTE_TOKEN"] = "token-that-stays";

        await workspace.LockAsync(Url);

        Assert.DoesNotContain("token-that-stays", Assert.Single(server.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_with_a_secret_leaves_no_trace()
    {
        var error = await workspace.RefusedLockAsync(Url + "?X-Amz-Signature=hunter2secret");

        Assert.IsType<UsageException>(error);
        Assert.Empty(server.Requests);
        Assert.Empty(workspace.FilesWith("hunter2secret"));
    }

    [Fact]
    public async Task A_signed_address_that_we_are_redirected_to_is_written_nowhere()
    {
        using var other = new WebServer();
        other.Put("there.csv", text);
        server.Redirects = _ => new Uri(other.UrlOf("there.csv?X-Amz-Signature=hunter2secret"));

        await workspace.LockAsync(Url);

        Assert.Contains("hunter2secret", Assert.Single(other.Heads), StringComparison.Ordinal);
        Assert.Empty(workspace.FilesWith("hunter2secret"));
        Assert.DoesNotContain("hunter2secret", string.Concat(workspace.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_that_fetch_one_file_both_get_it()
    {
        var both = await Task.WhenAll(workspace.LockAsync(Url, name: "left"), workspace.LockAsync(Url, name: "right"));

        Assert.All(both, pinned => Assert.Equal(Right, pinned.Content.Digest));
        Assert.Equal(2, workspace.Lock.Snapshots.Count);
    }

    public void Dispose()
    {
        workspace.Dispose();
        server.Dispose();
    }

    // Sends everybody to a plain address.
    private sealed class Downgrade : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Found) { Headers = { Location = new Uri("http://example.org/x") } });
    }
}
