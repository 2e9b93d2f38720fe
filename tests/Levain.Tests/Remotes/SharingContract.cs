using Levain.Planning;
using Levain.Remotes;
using Levain.Scheduling;

namespace Levain.Tests.Remotes;

/// <summary>What clones that share a remote have of it, whatever it is made of.</summary>
public abstract class SharingContract : IDisposable
{
    private protected SharingContract(RemoteLocation location, RemoteCredentials? credentials = null) => (First, Second) = (new Clone(location, credentials), new Clone(location, credentials));

    internal Clone First { get; }

    internal Clone Second { get; }

    [Fact]
    public async Task The_second_clone_builds_without_running_a_stage()
    {
        var built = await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();
        Second.TakeLockOf(First);

        var fetched = await Second.BuildAsync(new SharedPipeline());

        Assert.Empty(Second.Started);
        Assert.Empty(Second.Notices);
        Assert.Equal(built.Outcomes.Select(outcome => outcome.Output), fetched.Outcomes.Select(outcome => outcome.Output));
        Assert.Equal(First.Workspace.TextOf(built, "Measures"), Second.Workspace.TextOf(fetched, "Measures"));
        Assert.All(fetched.Outcomes, outcome => Assert.True(Second.Store.HasWhole(outcome.Output!.Value)));
        Assert.Single(fetched.Outcomes[1].Metrics);
    }

    [Fact]
    public async Task A_clone_without_the_lock_finds_what_ran_elsewhere_by_its_key()
    {
        await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();

        var status = await Second.StatusAsync(new SharedPipeline());
        var fetched = await Second.BuildAsync(new SharedPipeline());

        Assert.All(status.Plan.All, each => Assert.Equal(StageState.Cached, each.Decision.State));
        Assert.Empty(Second.Started);
        Assert.Equal(First.Workspace.Read("models/test/model.lock.json"), Second.Workspace.Read("models/test/model.lock.json"));
        Assert.All(fetched.Outcomes, outcome => Assert.Equal(StageResult.UpToDate, outcome.Result));
    }

    [Fact]
    public async Task What_was_pushed_can_be_pulled_with_records_and_logs()
    {
        await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();
        Second.TakeLockOf(First);

        var pulled = await Second.PullAsync();
        var again = await Second.PullAsync();

        Assert.All(pulled, row => Assert.Equal(TransferState.Moved, row.State));
        Assert.All(again, row => Assert.Equal(TransferState.There, row.State));
        var record = Second.Workspace.Workspace.Actions.Find(Second.Workspace.Workspace.ReadModelLock("test").Sections[0].Stages[1].Key);
        Assert.Equal("measured\n", System.Text.Encoding.UTF8.GetString(Second.Store.Read(record!.Log!.Value)));
    }

    [Fact]
    public async Task Pushing_again_moves_nothing()
    {
        await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();

        var again = await First.PushAsync();

        Assert.All(again, row => Assert.Equal((TransferState.There, 0), (row.State, row.Bytes)));
    }

    [Fact]
    public async Task A_changed_part_costs_about_its_own_size()
    {
        await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();
        await First.BuildAsync(new SharedPipeline { Count = 30 });

        var rows = await First.PushAsync();

        Assert.InRange(rows.Sum(row => row.Bytes), 1, 100_000);
        Second.TakeLockOf(First);
        await Second.BuildAsync(new SharedPipeline { Count = 30 });
        Assert.Empty(Second.Started);
    }

    [Fact]
    public async Task A_dry_run_moves_nothing_and_says_how_much_it_would()
    {
        await First.BuildAsync(new SharedPipeline());

        var would = await First.PushAsync(dryRun: true);
        var did = await First.PushAsync();

        Assert.All(would, row => Assert.Equal(TransferState.Moved, row.State));
        Assert.Equal(did.Sum(row => row.Bytes), would.Sum(row => row.Bytes));
    }

    [Fact]
    public async Task What_is_not_here_cannot_be_pushed_and_what_is_not_there_cannot_be_pulled()
    {
        await First.BuildAsync(new SharedPipeline());
        Second.TakeLockOf(First);

        Assert.All(await Second.PushAsync(), row => Assert.Equal(TransferState.Missing, row.State));
        Assert.All(await Second.PullAsync(), row => Assert.Equal(TransferState.Missing, row.State));
    }

    public virtual void Dispose()
    {
        First.Dispose();
        Second.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class FolderSharingTests : SharingContract
{
    private readonly string folder;

    public FolderSharingTests() : this(Directory.CreateTempSubdirectory("levain-remote-").FullName)
    {
    }

    private FolderSharingTests(string folder) : base(RemoteLocation.Parse(folder, inCi: false, "/")) => this.folder = folder;

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

public sealed class NginxSharingTests : SharingContract
{
    private readonly NginxServer server;

    public NginxSharingTests() : this(NginxServer.Start())
    {
    }

    private NginxSharingTests(NginxServer server)
        : base(server.Location, new RemoteCredentials(name => name switch { "LEVAIN_REMOTE_USER" => NginxServer.User, "LEVAIN_REMOTE_PASSWORD" => NginxServer.Password, _ => null })) => this.server = server;

    [Fact]
    public async Task The_secret_is_in_no_file_and_no_message()
    {
        await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();
        Second.TakeLockOf(First);
        await Second.BuildAsync(new SharedPipeline());
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{NginxServer.User}:{NginxServer.Password}"));

        foreach (var file in new[] { First, Second }.SelectMany(clone => Directory.EnumerateFiles(clone.Workspace.Root, "*", SearchOption.AllDirectories)).Concat(Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories)))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.False(text.Contains(NginxServer.Password, StringComparison.Ordinal) || text.Contains(basic, StringComparison.Ordinal), file);
        }

        Assert.All(First.Notices.Concat(Second.Notices).Concat(Second.Workspace.Events.Lines), line => Assert.DoesNotContain(NginxServer.Password, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_but_metadata_is_asked_for_when_all_is_there()
    {
        await First.BuildAsync(new SharedPipeline());
        await First.PushAsync();

        // A server writes its log after it has answered: when the answers of a second push are here, all of the first is in the log.
        await First.PushAsync();
        var before = server.AccessLog.Length;

        await First.PushAsync();

        var lines = server.AccessLog[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains("\"HEAD /levain/", line, StringComparison.Ordinal));
    }

    public override void Dispose()
    {
        base.Dispose();
        server.Dispose();
    }
}
