using System.Globalization;
using Levain.Remotes;
using Levain.Testing;

namespace Levain.Registry.Tests.Tracking;

/// <summary>Tracking never fails a build: what cannot be sent waits, and goes later.</summary>
public sealed class RunTrackingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-queue-").FullName;
    private readonly ManualClock clock = new();
    private readonly RecordingSink sink = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_could_not_be_sent_goes_with_the_next_that_can_parents_first()
    {
        sink.Fails = _ => Down();
        var notices = await Tracking().TrackAsync([Samples.Run("a"), Samples.Run("b")], Cancellation);
        sink.Fails = _ => null;

        var later = await Tracking().TrackAsync([Samples.Run("c")], Cancellation);

        Assert.Equal(["the server is down", "2 runs wait to be sent with the next build"], notices);
        Assert.Empty(later);
        Assert.Equal(["c", "a", "b"], sink.Written);
        Assert.Equal(0, Queue().Count);
    }

    [Fact]
    public async Task A_server_that_is_down_is_asked_once()
    {
        sink.Fails = _ => Down();

        await Tracking().TrackAsync([.. Enumerable.Range(0, 50).Select(i => Samples.Run($"trial {i}"))], Cancellation);

        Assert.Equal((1, 50), (sink.Asked, Queue().Count));
    }

    [Fact]
    public async Task A_run_that_waits_is_kept_with_all_that_it_has()
    {
        sink.Fails = _ => Down();
        var run = Samples.Full() with { Artifacts = [new("model", "/somewhere/model.json")], Parent = Samples.Run().Id };
        await Tracking().TrackAsync([run], Cancellation);
        sink.Fails = _ => null;

        await Tracking().SendQueuedAsync(Cancellation);

        var sent = Assert.Single(sink.Runs);
        Assert.Equal(run.Id, sent.Id);
        Assert.Equal((run.Parent, run.Start, run.End, run.User, run.Source, run.Status), (sent.Parent, sent.Start, sent.End, sent.User, sent.Source, sent.Status));
        Assert.Equal(run.Parameters, sent.Parameters);
        Assert.Equal(run.Metrics.SelectMany(metric => metric.Points), sent.Metrics.SelectMany(metric => metric.Points));
        Assert.Equal((run.Tags[0], run.Datasets[0], run.Artifacts[0], run.Lineage.Commit, run.Lineage.Stages[0]), (sent.Tags[0], sent.Datasets[0], sent.Artifacts[0], sent.Lineage.Commit, sent.Lineage.Stages[0]));
    }

    [Fact]
    public async Task A_version_waits_too()
    {
        sink.Fails = _ => Down();
        await Tracking().TrackAsync(Samples.Version(3, "production"), Cancellation);
        sink.Fails = _ => null;

        await Tracking().SendQueuedAsync(Cancellation);

        Assert.Equal(["xgoals-us 3 production"], sink.Written);
    }

    [Fact]
    public async Task A_newer_state_of_a_run_takes_the_place_of_the_older()
    {
        sink.Fails = _ => Down();
        await Tracking().TrackAsync([Samples.Run() with { Status = RunStatus.Running }], Cancellation);
        clock.Move(TimeSpan.FromMinutes(1));
        await Tracking().TrackAsync([Samples.Run() with { Status = RunStatus.Failed }], Cancellation);
        sink.Fails = _ => null;

        await Tracking().SendQueuedAsync(Cancellation);

        Assert.Equal(RunStatus.Failed, Assert.Single(sink.Runs).Status);
    }

    [Fact]
    public async Task Only_so_many_wait_and_the_oldest_are_dropped_with_a_word()
    {
        sink.Fails = _ => Down();
        var patience = new TrackingPatience { MostQueued = 3 };
        var notices = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            notices.AddRange(await Tracking(patience).TrackAsync([Samples.Run($"{i}")], Cancellation));
            clock.Move(TimeSpan.FromSeconds(1));
        }

        sink.Fails = _ => null;
        await Tracking(patience).SendQueuedAsync(Cancellation);

        Assert.Equal(["2", "3", "4"], sink.Written);
        Assert.Equal(2, notices.Count(notice => notice == "too much waits to be sent: the oldest 1 is dropped"));
    }

    [Fact]
    public async Task What_the_server_does_not_want_is_told_and_does_not_wait()
    {
        sink.Fails = name => name == "bad" ? new RemoteException("the server refused it", RemoteFault.Wrong) : null;

        var notices = await Tracking().TrackAsync([Samples.Run("bad"), Samples.Run("good")], Cancellation);

        Assert.Equal(["run `bad` was not tracked: the server refused it"], notices);
        Assert.Equal(["good"], sink.Written);
        Assert.Equal(0, Queue().Count);
    }

    [Fact]
    public async Task One_that_always_fails_does_not_keep_the_others_waiting_and_is_dropped_in_the_end()
    {
        sink.Fails = _ => Down();
        await Tracking().TrackAsync([Samples.Run("bad"), Samples.Run("good")], Cancellation);
        sink.Fails = name => name == "bad" ? Down() : null;
        var patience = new TrackingPatience { MostAttempts = 3 };

        var notices = new List<string>();
        for (var i = 0; i < 3; i++) notices.AddRange(await Tracking(patience).TrackAsync([Samples.Run($"new {i}")], Cancellation));

        Assert.Equal(["new 0", "new 1", "good", "new 2"], sink.Written);
        Assert.Equal(["run `bad` still waits to be sent: the server is down", "run `bad` still waits to be sent: the server is down", "run `bad` is dropped: the server is down"], notices);
        Assert.Equal(0, Queue().Count);
    }

    [Fact]
    public async Task A_server_that_is_down_for_long_is_no_reason_to_drop_anything()
    {
        sink.Fails = _ => Down();
        await Tracking().TrackAsync([Samples.Run("a")], Cancellation);
        var patience = new TrackingPatience { MostAttempts = 2 };

        var notices = new List<string>();
        for (var i = 0; i < 5; i++) notices.AddRange(await Tracking(patience).SendQueuedAsync(Cancellation));

        Assert.Equal(Enumerable.Repeat("run `a` still waits to be sent: the server is down", 5), notices);
        Assert.Equal(1, Queue().Count);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"format\":1}", "it holds neither run nor version")]
    [InlineData("{\"format\":1,\"run\":{\"experiment\":\"x\"", "it is cut")]
    public async Task A_damaged_file_is_dropped_with_a_word_and_the_others_go(string content, string reason)
    {
        sink.Fails = _ => Down();
        await Tracking().TrackAsync([Samples.Run("good")], Cancellation);
        File.WriteAllText(Path.Combine(folder, "000000000000001-000-0123.json"), content);
        sink.Fails = _ => null;

        var notices = await Tracking().SendQueuedAsync(Cancellation);

        Assert.Equal(["`000000000000001-000-0123.json`, which waited to be sent, is damaged and is dropped"], notices);
        Assert.True(sink.Written is ["good"], reason);
    }

    [Fact]
    public async Task What_a_newer_Levain_keeps_is_left_to_it()
    {
        var path = Path.Combine(folder, "000000000000001-000-0123.json");
        File.WriteAllText(path, "{\"format\":2,\"run\":null,\"more\":[]}");

        Assert.Empty(await Tracking().SendQueuedAsync(Cancellation));

        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task The_time_of_a_build_is_not_spent_on_tracking()
    {
        sink.Hangs = true;

        var notices = await Tracking(new() { Whole = TimeSpan.FromMilliseconds(50) }).TrackAsync([Samples.Run("a"), Samples.Run("b")], Cancellation);

        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"tracking at `{sink.Name}` took more than 0.05 seconds"), "2 runs wait to be sent with the next build"], notices);
        Assert.Equal(2, Queue().Count);
    }

    [Fact]
    public async Task A_build_that_is_stopped_keeps_what_was_not_sent()
    {
        sink.Hangs = true;
        using var stop = new CancellationTokenSource();
        var tracking = Tracking(new() { Whole = TimeSpan.FromMinutes(5) }).TrackAsync([Samples.Run("a")], stop.Token);
        await sink.Hanging;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tracking);
        Assert.Equal(1, Queue().Count);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_written_fails_nothing()
    {
        sink.Fails = _ => Down();
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        var notices = await new RunTracking(sink, new WaitingRuns(Path.Combine(file, "queue"), new(), clock), new(), clock).TrackAsync([Samples.Run("a")], Cancellation);

        Assert.Contains(notices, notice => notice.StartsWith("what could not be sent cannot be kept either: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_queue_a_failure_is_told()
    {
        sink.Fails = _ => new BuildException("the disk is full", "make room");

        var one = await new RunTracking(sink, null, new(), clock).TrackAsync([Samples.Run("a")], Cancellation);
        var many = await new RunTracking(sink, null, new(), clock).TrackAsync([Samples.Run("a"), Samples.Run("b")], Cancellation);

        Assert.Equal(["run `a` was not tracked: the disk is full: make room"], one);
        Assert.Equal(["2 runs were not tracked: the disk is full: make room"], many);
    }

    [Fact]
    public void The_build_behind_a_version_is_a_run_with_all_that_the_version_came_from()
    {
        var record = new VersionRecord
        {
            Pipeline = "xgoals",
            Section = "sample/dev",
            Stage = "TrainTrees",
            Model = Content.File(Digest.Of("model")),
            Metrics = [new("auc", 0.75) { Low = 0.7, High = 0.8 }, new("rows", 5)],
            Stages = [new("TrainTrees", Digest.Of("key"), Content.File(Digest.Of("model")))],
            Data = [new("shots", Digest.Of("shots"))],
            Commit = "0a1b2c",
            Gates = [new("auc", 0.75, "≥ 0.8", Passed: false)],
            Tags = [new("team", "a")],
        };

        var run = TrackedRun.Of(record, Samples.Noon, Samples.Noon.AddMinutes(1), "anna");

        Assert.Equal(["auc 0.75", "auc.low 0.7", "auc.high 0.8", "rows 5"], run.Metrics.Select(metric => FormattableString.Invariant($"{metric.Name} {metric.Points[0].Value}")));
        Assert.Equal([new("section", "sample/dev"), new("gates", "refused"), new("team", "a")], run.Tags);
        Assert.Equal(("xgoals", "0a1b2c", "shots", Digest.Of("key")), (run.Experiment, run.Lineage.Commit, run.Datasets[0].Name, run.Lineage.Stages[0].Key));
        Assert.Equal(run.Id, TrackedRun.Of(record with { Commit = "other", Tags = [] }, Samples.Noon.AddDays(1), Samples.Noon.AddDays(2), "bert").Id);
        Assert.NotEqual(run.Id, TrackedRun.Of(record with { Model = Content.File(Digest.Of("other")) }, Samples.Noon, Samples.Noon).Id);
    }

    [Fact]
    public void A_run_has_the_same_id_for_the_same_build_and_no_other()
    {
        var run = Samples.Run();

        Assert.Matches("^[0-9a-f]{32}$", run.Id);
        Assert.Equal(run.Id, (run with { Name = "other", End = Samples.Noon, Status = RunStatus.Failed }).Id);
        Assert.NotEqual(run.Id, (run with { Experiment = "other" }).Id);
        Assert.NotEqual(TrackedRun.IdentityOf("a", "bc"), TrackedRun.IdentityOf("ab", "c"));
        Assert.NotEqual(TrackedRun.IdentityOf("a", ""), TrackedRun.IdentityOf("a"));
    }

    private static RemoteException Down() => new("the server is down", RemoteFault.Unreachable);

    private WaitingRuns Queue(TrackingPatience? patience = null) => new(folder, patience ?? new(), clock);

    private RunTracking Tracking(TrackingPatience? patience = null) => new(sink, Queue(patience), patience ?? new(), clock);

    private sealed class RecordingSink : IRunSink
    {
        private readonly TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "the sink";

        public Func<string, BuildException?> Fails { get; set; } = _ => null;

        public bool Hangs { get; set; }

        public Task Hanging => hanging.Task;

        public int Asked { get; private set; }

        public List<string> Written { get; } = [];

        public List<TrackedRun> Runs { get; } = [];

        public async Task<IReadOnlyList<string>> WriteAsync(TrackedRun run, CancellationToken cancellation = default)
        {
            await TakeAsync(run.Name, cancellation);
            Runs.Add(run);
            return [];
        }

        public async Task<IReadOnlyList<string>> WriteAsync(TrackedVersion version, CancellationToken cancellation = default)
        {
            await TakeAsync(FormattableString.Invariant($"{version.Model} {version.Number} {string.Join(',', version.Aliases)}"), cancellation);
            return [];
        }

        private async Task TakeAsync(string name, CancellationToken cancellation)
        {
            Asked++;
            if (Hangs)
            {
                hanging.TrySetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
            }

            if (Fails(name) is { } error) throw error;
            Written.Add(name);
        }
    }
}
