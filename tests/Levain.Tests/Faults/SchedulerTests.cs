using Levain.Scheduling;
using Levain.Store;
using Levain.Testing;
using Levain.Tests.Building;
using Levain.Tests.Store;

namespace Levain.Tests.Faults;

/// <summary>Jobs, memory, order, cancellation and sub-stages.</summary>
public sealed class SchedulerTests : IDisposable
{
    private readonly TestWorkspace workspace = new();
    private readonly Stageplay play = new();
    private readonly Lock gate = new();
    private readonly List<Stage> running = [];

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sub_stages_three_levels_deep_need_no_more_than_one_job(int jobs)
    {
        workspace.Settings = new BuildSettings { Jobs = jobs };
        var most = 0;
        play.Act = async (stage, _) => await CountAsync(stage, stages => most = Math.Max(most, stages.Count));

        var report = await workspace.BuildAsync(new StagesPipeline(Stage("top") with { Depth = 3, Width = 2 })).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.False(report.Failed);
        Assert.Equal(1 + 2 + 4 + 8, play.Log.Count);
        Assert.Equal("top(top.0(top.0.0(top.0.0.0(), top.0.0.1()), top.0.1(top.0.1.0(), top.0.1.1())), top.1(top.1.0(top.1.0.0(), top.1.0.1()), top.1.1(top.1.1.0(), top.1.1.1())))", workspace.TextOf(report, "Acts[top]"));
        Assert.InRange(most, 1, jobs);
    }

    [Fact]
    public async Task Running_stages_never_declare_more_memory_or_jobs_than_there_are()
    {
        workspace.Settings = new BuildSettings { Jobs = 4, Memory = 100 };
        long memory = 0, jobs = 0, together = 0;
        play.Act = async (stage, _) => await CountAsync(stage, stages =>
        {
            memory = Math.Max(memory, stages.Sum(each => each.Limits.Memory));
            jobs = Math.Max(jobs, stages.Sum(each => each.Limits.Jobs));
            together = Math.Max(together, stages.Count);
        });

        var report = await workspace.BuildAsync(new StagesPipeline([.. Enumerable.Range(0, 24).Select(i => Stage($"{i}") with { Limits = new() { Jobs = 1 + (i % 3), Memory = 10 + (i * 7 % 50) } })]));

        Assert.False(report.Failed);
        Assert.InRange(memory, 50, 100);
        Assert.InRange(jobs, 2, 4);
        Assert.True(together > 1, "nothing ran in parallel");
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(1, 1000)]
    public async Task A_stage_that_needs_more_than_there_is_runs_alone(int jobs, long memory)
    {
        workspace.Settings = new BuildSettings { Jobs = 4, Memory = 100 };
        var alone = true;
        play.Act = async (stage, _) => await CountAsync(stage, stages => alone &= stages.Count == 1 || stages.All(each => each.Label != "large"));
        var small = Enumerable.Range(0, 8).Select(i => Stage($"{i}") with { Limits = new() { Memory = 10 } });

        var report = await workspace.BuildAsync(new StagesPipeline([.. small, Stage("large") with { Limits = new() { Jobs = jobs, Memory = memory } }]));

        Assert.False(report.Failed);
        Assert.True(alone);
    }

    [Fact]
    public async Task With_one_job_stages_run_in_the_order_of_the_pipeline()
    {
        workspace.Settings = new BuildSettings { Jobs = 1 };
        // The first one holds the only job until all others wait for it.
        var goals = Enumerable.Range(0, 12).Select(i => Stage($"{i:00}")).ToArray();
        play.Act = async (stage, _) =>
        {
            if (play.Log.Count == 1) await EventuallyAsync(() => Directory.GetFiles(workspace.Workspace.Folder.Locks).Length == goals.Length);
        };

        await workspace.BuildAsync(new StagesPipeline(goals));

        Assert.Equal(play.Log.Skip(1).Order(StringComparer.Ordinal), play.Log.Skip(1));
    }

    [Fact]
    public async Task A_cancelled_build_stops_what_runs_starts_nothing_more_and_keeps_what_was_finished()
    {
        workspace.Settings = new BuildSettings { Jobs = 1 };
        using var stopping = new CancellationTokenSource();
        play.Act = async (stage, context) =>
        {
            if (stage.Label != "second") return;
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.Cancellation);
        };
        var first = Stage("first");
        var pipeline = new StagesPipeline(Stage("third") with { Reads = [Stage("second") with { Reads = [first] }] });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.BuildAsync(pipeline, stopping.Token));

        Assert.Equal(["Acts[first]", "Acts[second]"], play.Log);
        Assert.Empty(Directory.GetFiles(workspace.Workspace.Folder.Locks));
        play.Act = static (_, _) => Task.CompletedTask;
        Assert.False((await workspace.BuildAsync(pipeline)).Failed);
        Assert.Equal(["Acts[second]", "Acts[third]"], play.Log.Skip(2));
    }

    [Fact]
    public async Task After_a_failure_no_stage_that_waits_for_a_job_is_started()
    {
        workspace.Settings = new BuildSettings { Jobs = 1 };
        var goals = Enumerable.Range(0, 6).Select(i => Stage($"{i}")).ToArray();
        play.Act = async (_, _) =>
        {
            await EventuallyAsync(() => Directory.GetFiles(workspace.Workspace.Folder.Locks).Length == goals.Length);
            throw new InvalidOperationException("no luck");
        };

        var report = await workspace.BuildAsync(new StagesPipeline(goals));

        Assert.Single(play.Log);
        Assert.Equal(5, report.Outcomes.Count(outcome => outcome is { Result: StageResult.Skipped, Reason: "not started, because another stage failed" }));
    }

    [Fact]
    public async Task A_build_ends_only_when_no_stage_of_it_runs_any_more()
    {
        workspace.Settings = new BuildSettings { Jobs = 2 };
        play.Act = async (stage, _) =>
        {
            await EventuallyAsync(() => play.Log.Count == 2);
            if (stage.Label == "fails") throw new InvalidOperationException("no luck");
            await EventuallyAsync(() => workspace.Events.Lines.Contains("Failed Acts[fails]"));
            play.Log.Enqueue("slow ended");
        };

        var report = await workspace.BuildAsync(new StagesPipeline(Stage("both") with { Reads = [Stage("fails"), Stage("slow")] }));

        Assert.True(report.Failed);
        Assert.Contains("slow ended", play.Log);
        Assert.Equal(StageResult.Built, report.Outcomes.Single(outcome => outcome.Stage == "Acts[slow]").Result);
    }

    [Fact]
    public async Task Sub_stages_that_ask_for_each_other_are_reported_as_a_path()
    {
        var report = await workspace.BuildAsync(new StagesPipeline(new Asks { Mine = new Parity(), For = "ping" })).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Contains("stages need each other: Asks[ping] -> Asks[pong] -> Asks[ping]", ErrorOf(report, "Asks"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file", "reads file `models/test/secret.txt`, which is no input of `Asks`")]
    [InlineData("snapshot", "reads snapshot `secret`, which is no input of `Asks`")]
    public async Task A_sub_stage_may_read_only_what_its_parent_may(string asked, string refused)
    {
        workspace.Write("models/test/secret.txt", "secret");

        var report = await workspace.BuildAsync(new StagesPipeline(new Asks { Mine = new Parity(), For = asked }));

        Assert.Contains(refused, ErrorOf(report, "Asks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_or_damaged_output_of_a_sub_stage_is_made_again()
    {
        var pipeline = new StagesPipeline(Stage("top") with { Depth = 1, Width = 3 });
        await workspace.BuildAsync(pipeline);
        File.Delete(ObjectOf("top.0()"));
        TemporaryFolder.Overwrite(ObjectOf("top.1()"), 0, 0);
        File.Delete(ObjectOf("top(top.0(), top.1(), top.2())"));
        play.Log.Clear();

        var report = await workspace.BuildAsync(pipeline);

        Assert.Equal("top(top.0(), top.1(), top.2())", workspace.TextOf(report, "Acts[top]"));
        // Damage is found on reading: the parent begins again when the damaged part has been made.
        Assert.Equal(["Acts[top.0]", "Acts[top.1]", "Acts[top]", "Acts[top]"], play.Log.Order(StringComparer.Ordinal));
    }

    private Acts Stage(string label) => new() { Play = play.Id, Label = label };

    private string ObjectOf(string text) => Path.Combine(workspace.Workspace.Folder.Objects, Digest.Of(text).Hex[..2], Digest.Of(text).Hex[2..]);

    private static string ErrorOf(Levain.Building.ModelReport report, string stage) => report.Outcomes.Single(outcome => outcome.Stage == stage).Error!.Message;

    /// <summary>Counts a stage in while it computes for a moment.</summary>
    private async Task CountAsync(Stage stage, Action<IReadOnlyList<Stage>> look)
    {
        lock (gate)
        {
            running.Add(stage);
            look(running);
        }

        for (var i = 0; i < 20; i++) await Task.Yield();
        Levain.Digest.Of(new byte[1 << 20]);
        lock (gate) running.Remove(stage);
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(limit) > TimeSpan.FromSeconds(20)) throw new TimeoutException("it did not happen");
            await Task.Yield();
        }
    }
}
