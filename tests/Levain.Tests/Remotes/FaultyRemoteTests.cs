using Levain.Remotes;
using Levain.Scheduling;
using Levain.Soak.Servers;

namespace Levain.Tests.Remotes;

/// <summary>Whatever a remote does, a build gives what it would have given without it, and a push says in one sentence what went wrong.</summary>
public sealed class FaultyRemoteTests : IDisposable
{
    private readonly BlobServer server = new();
    private readonly Clone first, second;

    public FaultyRemoteTests() => (first, second) = (new Clone(server.Location, patience: Patience.Little), new Clone(server.Location, patience: Patience.Little));

    public static TheoryData<Fault, string> FaultsOfReading()
    {
        var data = new TheoryData<Fault, string>();
        foreach (var fault in Enum.GetValues<Fault>())
            if (fault != Fault.None)
                foreach (var where in (string[])["", "cas/", "ac/"]) data.Add(fault, where);
        return data;
    }

    [Theory]
    [MemberData(nameof(FaultsOfReading))]
    public async Task A_fault_on_reading_is_a_miss(Fault fault, string where)
    {
        var expected = await first.BuildAsync(new SharedPipeline());
        await first.PushAsync();
        if (where != "ac/") second.TakeLockOf(first);
        server.Faults = (_, path) => path.StartsWith(where, StringComparison.Ordinal) ? fault : Fault.None;

        var built = await second.BuildAsync(new SharedPipeline());

        Assert.Equal(expected.Outcomes.Select(outcome => outcome.Output), built.Outcomes.Select(outcome => outcome.Output));
        Assert.Equal(first.Workspace.TextOf(expected, "Measures"), second.Workspace.TextOf(built, "Measures"));
        Assert.All(built.Outcomes, outcome => Assert.NotEqual(StageResult.Failed, outcome.Result));
        Assert.InRange(second.Notices.Distinct().Count(), 0, 6);
        Assert.Equal(second.Notices.Count, second.Notices.Distinct().Count());
    }

    [Theory]
    [InlineData(Fault.Drop)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.TooManyForLong)]
    [InlineData(Fault.Forbidden)]
    [InlineData(Fault.Stall)]
    public async Task A_fault_on_writing_is_one_sentence_and_nothing_half_is_promised(Fault fault)
    {
        await first.BuildAsync(new SharedPipeline());
        var puts = 0;
        server.Faults = (method, _) => method == "PUT" && Interlocked.Increment(ref puts) > 1 ? fault : Fault.None;

        var error = await Assert.ThrowsAsync<RemoteException>(() => first.PushAsync());

        Assert.StartsWith("remote `http://127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.All(server.Blobs.Where(blob => blob.Key.StartsWith("cas/", StringComparison.Ordinal)), blob => Assert.Equal(blob.Key, $"cas/{Digest.Of(blob.Value).Hex}"));

        // Whoever reads now gets all of it or nothing.
        server.Faults = (_, _) => Fault.None;
        second.TakeLockOf(first);
        var built = await second.BuildAsync(new SharedPipeline());
        Assert.All(built.Outcomes, outcome => Assert.True(second.Store.HasWhole(outcome.Output!.Value)));
    }

    [Fact]
    public async Task A_push_that_was_broken_off_goes_on_where_it_was()
    {
        await first.BuildAsync(new SharedPipeline());
        server.Faults = (method, path) => method == "PUT" && path.StartsWith("ac/", StringComparison.Ordinal) ? Fault.Forbidden : Fault.None;
        await Assert.ThrowsAsync<RemoteException>(() => first.PushAsync());
        server.Faults = (_, _) => Fault.None;

        var rows = await first.PushAsync();

        Assert.InRange(rows.Sum(row => row.Bytes), 1, 20_000);
    }

    [Fact]
    public async Task A_pull_that_is_broken_off_goes_on_where_it_was()
    {
        await first.BuildAsync(new SharedPipeline());
        await first.PushAsync();
        second.TakeLockOf(first);
        var large = server.Blobs.MaxBy(blob => blob.Value.Length);
        server.Faults = (method, path) => method == "GET" && path == large.Key ? Fault.Truncate : Fault.None;

        var rows = await second.PullAsync();

        Assert.All(rows, row => Assert.Equal(TransferState.Moved, row.State));
        Assert.Contains(server.Requests, request => request == $"GET {large.Key} bytes={(large.Value.Length + 1) / 2}-");
    }

    [Fact]
    public async Task What_an_earlier_process_left_half_is_gone_on_with_and_checked()
    {
        await first.BuildAsync(new SharedPipeline());
        await first.PushAsync();
        second.TakeLockOf(first);
        var large = server.Blobs.MaxBy(blob => blob.Value.Length);
        var partial = Path.Combine(second.Workspace.Workspace.Folder.Root, "remotes", "partial");
        Directory.CreateDirectory(partial);
        await File.WriteAllBytesAsync(Path.Combine(partial, large.Key[4..]), new byte[1000], TestContext.Current.CancellationToken);

        var rows = await second.PullAsync();

        Assert.All(rows, row => Assert.Equal(TransferState.Moved, row.State));
        Assert.Contains(server.Requests, request => request == $"GET {large.Key} bytes=1000-");
        Assert.Contains(server.Requests, request => request == $"GET {large.Key}");
        Assert.Empty(Directory.EnumerateFiles(partial));
    }

    [Fact]
    public async Task A_damaged_pack_leaves_nothing_behind_and_objects_of_their_own_stand_in_for_it()
    {
        var built = await first.BuildAsync(new SharedPipeline { Count = 8, Large = 1000 });
        await first.PushAsync();
        second.TakeLockOf(first);
        foreach (var (key, bytes) in server.Blobs)
            if (key.StartsWith("cas/", StringComparison.Ordinal) && bytes.AsSpan().StartsWith("levain.pack/1"u8)) bytes[bytes.Length / 2] ^= 1;
        Put(built.Outcomes[0].Output!.Value.Digest);

        var rows = await second.PullAsync();

        Assert.All(rows, row => Assert.Equal(TransferState.Moved, row.State));
        Assert.Single(second.Notices, notice => notice.EndsWith("they do not count", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(second.Workspace.Workspace.Folder.Temporary));

        void Put(Digest tree)
        {
            server.Blobs[$"cas/{tree.Hex}"] = first.Store.Read(tree);
            foreach (var entry in first.Store.ReadTree(tree).Entries)
                if (entry.Kind == Levain.Store.EntryKind.Directory) Put(entry.Digest);
                else server.Blobs[$"cas/{entry.Digest.Hex}"] = first.Store.Read(entry.Digest);
        }
    }

    [Fact]
    public async Task A_remote_that_is_down_is_told_of_once()
    {
        server.Faults = (_, _) => Fault.Drop;

        await first.BuildAsync(new SharedPipeline());

        Assert.EndsWith("; going on without it", Assert.Single(first.Notices), StringComparison.Ordinal);
        // Two attempts for each of what was under way when the first one failed.
        Assert.InRange(server.Requests.Count, 1, 8);
    }

    [Fact]
    public async Task When_everything_is_fresh_no_remote_is_asked()
    {
        await first.BuildAsync(new SharedPipeline());
        server.Requests.Clear();

        await first.BuildAsync(new SharedPipeline());
        await first.StatusAsync(new SharedPipeline());

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Status_asks_for_no_bytes_of_outputs()
    {
        await first.BuildAsync(new SharedPipeline());
        await first.PushAsync();
        second.TakeLockOf(first);
        server.Requests.Clear();

        var status = await second.StatusAsync(new SharedPipeline());

        Assert.All(status.Plan.All, each => Assert.StartsWith("its output is at http://127.0.0.1", each.Decision.Reason, StringComparison.Ordinal));
        Assert.All(server.Requests, request => Assert.StartsWith("HEAD ", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        using var other = new BlobServer();
        using var away = new Redirecting(other.Address);
        var location = RemoteLocation.Parse(away.Address.ToString(), inCi: false, "/");
        using var remote = new RemoteOpening(new RemoteCredentials(name => name == "LEVAIN_REMOTE_TOKEN" ? "token-that-stays" : null), [location]).Open(location, Patience.Little);

        Assert.Null(await remote.SizeAsync(RemoteKey.Content(Digest.Of("x")), TestContext.Current.CancellationToken));

        Assert.Contains("token-that-stays", Assert.Single(away.Heads), StringComparison.Ordinal);
        Assert.DoesNotContain("token-that-stays", Assert.Single(other.Heads), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        server.Dispose();
    }
}
