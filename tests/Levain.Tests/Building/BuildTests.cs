using Levain.Planning;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Tests.Building;

public sealed class BuildTests : IDisposable
{
    private const string Chain = """
        shots = "twenty"
        features = shots
        model = features "deep"
        """;

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_first_build_runs_every_stage_after_what_it_reads()
    {
        var report = await workspace.BuildAsync(new TextPipeline(Chain));

        Assert.All(report.Outcomes, outcome => Assert.Equal(StageResult.Built, outcome.Result));
        Assert.Equal("model(features(shots(twenty)), deep)", workspace.TextOf(report, "TextStage[model]"));
    }

    [Fact]
    public async Task A_second_build_runs_nothing()
    {
        await workspace.BuildAsync(new TextPipeline(Chain));

        var report = await workspace.BuildAsync(new TextPipeline(Chain));

        Assert.All(report.Outcomes, outcome => Assert.Equal((StageState.Fresh, StageResult.UpToDate), (outcome.State, outcome.Result)));
        Assert.False(report.LockWritten);
    }

    [Fact]
    public async Task A_changed_option_rebuilds_the_stage_and_those_behind_it_and_says_why()
    {
        await workspace.BuildAsync(new TextPipeline(Chain));

        var report = await workspace.BuildAsync(new TextPipeline(Chain), "TextStage[features].Words=wide");

        Assert.Equal("nothing changed", report.Outcomes[0].Reason);
        Assert.Equal("option `Words` changed from \"\" to \"wide\"", report.Outcomes[1].Reason);
        Assert.StartsWith("input `Reads[0]` changed from ", report.Outcomes[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_that_makes_the_same_bytes_again_stops_the_rebuild()
    {
        await workspace.BuildAsync(new ParityPipeline());

        var report = await workspace.BuildAsync(new ParityPipeline(), "Parity.Number=3");

        Assert.Equal([StageResult.Unchanged, StageResult.UpToDate], report.Outcomes.Select(outcome => outcome.Result));
    }

    [Fact]
    public async Task Going_back_to_old_options_takes_the_old_results_from_the_cache()
    {
        await workspace.BuildAsync(new TextPipeline(Chain));
        await workspace.BuildAsync(new TextPipeline(Chain), "TextStage[shots].Words=thirty");

        var report = await workspace.BuildAsync(new TextPipeline(Chain));

        Assert.All(report.Outcomes, outcome => Assert.Equal((StageState.Cached, StageResult.UpToDate), (outcome.State, outcome.Result)));
        Assert.True(report.LockWritten);
    }

    [Fact]
    public async Task Changed_code_rebuilds_the_stage()
    {
        await workspace.BuildAsync(new ParityPipeline());
        workspace.Codes.Change<Parity>("2");

        var plan = workspace.Plan(new ParityPipeline());

        Assert.Equal(["code changed", "depends on Parity"], plan.Plan.All.Select(each => each.Decision.Reason));
    }

    [Fact]
    public async Task A_fresh_clone_knows_what_the_lock_records_and_rebuilds_the_very_same_bytes()
    {
        var first = await workspace.BuildAsync(new TextPipeline(Chain));
        using var clone = new TestWorkspace();
        clone.Write("models/test/model.lock.json", workspace.Read("models/test/model.lock.json"));

        Assert.All(clone.Plan(new TextPipeline(Chain)).Plan.All, each => Assert.Equal(StageState.Recorded, each.Decision.State));
        var report = await clone.BuildAsync(new TextPipeline(Chain));

        Assert.Equal(first.Outcomes.Select(outcome => outcome.Output), report.Outcomes.Select(outcome => outcome.Output));
        Assert.False(report.LockWritten);
    }

    [Fact]
    public async Task An_output_that_vanished_is_made_again_only_when_something_needs_it()
    {
        var report = await workspace.BuildAsync(new TextPipeline(Chain));
        DeleteObject(report.Outcomes[0].Output!.Value);

        var second = await workspace.BuildAsync(new TextPipeline(Chain));
        Assert.DoesNotContain(second.Outcomes, outcome => outcome.Duration is not null);

        DeleteObject(report.Outcomes[2].Output!.Value);
        var third = await workspace.BuildAsync(new TextPipeline(Chain));
        Assert.Equal(["TextStage[model]"], third.Outcomes.Where(outcome => outcome.Duration is not null).Select(outcome => outcome.Stage));
    }

    [Fact]
    public async Task A_damaged_input_is_set_aside_and_made_again()
    {
        var report = await workspace.BuildAsync(new TextPipeline(Chain));
        FlipBit(report.Outcomes[1].Output!.Value);

        var second = await workspace.BuildAsync(new TextPipeline(Chain), "TextStage[model].Words=wide");

        Assert.False(second.Failed);
        Assert.Equal("model(features(shots(twenty)), wide)", workspace.TextOf(second, "TextStage[model]"));
        Assert.Contains(workspace.Events.Lines, line => line.Contains("is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_stage_is_reported_with_its_scratch_folder_and_skips_what_needs_it()
    {
        var report = await workspace.BuildAsync(new FailingPipeline());

        Assert.True(report.Failed);
        Assert.Equal([StageResult.Failed, StageResult.Skipped], report.Outcomes.Select(outcome => outcome.Result));
        var error = Assert.IsType<BuildException>(report.Outcomes[0].Error);
        Assert.Contains("stage `Fails` failed: InvalidOperationException: no luck", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(workspace.Root, ".levain", "scratch"), "error.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Keep_going_builds_what_does_not_depend_on_the_failure()
    {
        workspace.Settings = new BuildSettings { Jobs = 1, KeepGoing = true };

        var report = await workspace.BuildAsync(new FailingPipeline { Beside = true });

        Assert.Equal(StageResult.Built, report.Outcomes.Single(outcome => outcome.Stage == "Parity").Result);
        Assert.False(File.Exists(Path.Combine(workspace.Root, "models/test/model.lock.json")));
    }

    [Fact]
    public async Task A_locked_build_fails_when_the_sources_are_not_those_of_the_lock()
    {
        await workspace.BuildAsync(new TextPipeline(Chain));
        workspace.Settings = new BuildSettings { Locked = true };
        var before = workspace.Read("models/test/model.lock.json");

        var error = await Assert.ThrowsAsync<BuildException>(() => workspace.BuildAsync(new TextPipeline(Chain), "TextStage[shots].Words=thirty"));

        Assert.Contains("`TextStage[shots]`: option `Words` changed from \"twenty\" to \"thirty\"", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, workspace.Read("models/test/model.lock.json"));
    }

    [Fact]
    public async Task A_gate_that_fails_fails_the_build_and_its_metric_is_in_the_lock()
    {
        var pipeline = new TextPipeline(Chain) { WithGates = [new Gate("TextStage[model]", "length") { AtLeast = 1000 }] };

        var report = await workspace.BuildAsync(pipeline);

        Assert.True(report.Failed);
        Assert.False(Assert.Single(report.Gates).Passed);
        Assert.Contains("\"length\": 27", workspace.Read("models/test/model.lock.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_file_is_an_input_and_its_change_is_named()
    {
        workspace.Write("models/test/words.txt", "one");
        await workspace.BuildAsync(new TextPipeline("model = models/test/words.txt"));
        workspace.Write("models/test/words.txt", "two");

        var report = await workspace.BuildAsync(new TextPipeline("model = models/test/words.txt"));

        Assert.StartsWith("input `Reads[0]` changed from ", report.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.Equal("model(two)", workspace.TextOf(report, "TextStage[model]"));
    }

    [Theory]
    [InlineData("../secret.txt", "lies outside the workspace")]
    [InlineData("/etc/hostname", "is no path inside the workspace")]
    [InlineData("models/test/none.txt", "is not there")]
    [InlineData("out/secret.txt", "lies outside the workspace")]
    [InlineData("models/loop/x.txt", "leads round in a circle")]
    public void A_path_that_leaves_the_workspace_or_leads_nowhere_is_refused(string path, string why)
    {
        Directory.CreateDirectory(Path.Combine(workspace.Root, "models"));
        Directory.CreateSymbolicLink(Path.Combine(workspace.Root, "out"), Path.GetTempPath());
        Directory.CreateSymbolicLink(Path.Combine(workspace.Root, "models", "loop"), Path.Combine(workspace.Root, "models", "loop"));

        var error = Assert.Throws<BuildException>(() => workspace.Plan(new TextPipeline($"model = {path}")));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains($"`{path}`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_changes_while_the_stage_runs_is_not_recorded()
    {
        var file = workspace.Write("models/test/words.txt", "before");

        var report = await workspace.BuildAsync(new EditingPipeline(file));

        Assert.Contains("changed while the stage ran, so nothing is recorded", report.Outcomes[0].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(StageState.Stale, workspace.Plan(new EditingPipeline(file)).Plan.All.Single().Decision.State);
    }

    [Fact]
    public async Task A_stage_that_writes_to_its_input_is_found_out()
    {
        var report = await workspace.BuildAsync(new ScribblingPipeline());

        var error = report.Outcomes.Single(outcome => outcome.Stage == "Scribbles").Error;
        Assert.NotNull(error);
        Assert.Contains("while it was in use", error.Message, StringComparison.Ordinal);
        var again = await workspace.BuildAsync(new ScribblingPipeline(), "Scribbles.Behave=true");
        Assert.False(again.Failed);
        Assert.Equal("saw clean", workspace.TextOf(again, "Scribbles"));
    }

    [Fact]
    public async Task A_stage_may_not_read_what_it_did_not_declare()
    {
        var report = await workspace.BuildAsync(new PeekingPipeline());

        Assert.Contains("reads stage `Parity`, which is none of its inputs", report.Outcomes.Single(outcome => outcome.Stage == "Peeks").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_that_runs_out_of_time_fails_with_its_limit()
    {
        var report = await workspace.BuildAsync(new SlowPipeline());

        Assert.Contains("ran longer than its timeout of 0.05 s", report.Outcomes[0].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_is_tried_again_as_often_as_it_asks()
    {
        var report = await workspace.BuildAsync(new FlakyPipeline(Path.Combine(workspace.Root, "attempts")));

        Assert.False(report.Failed);
        Assert.Equal("3", workspace.TextOf(report, "Flaky"));
    }

    [Fact]
    public void A_missing_snapshot_is_named_with_what_to_do()
    {
        workspace.Profile = new BuildProfile("public");

        var error = Assert.Throws<BuildException>(() => workspace.Plan(new SnapshotPipeline("shots")));

        Assert.Equal("stage `ReadsSnapshot` reads snapshot `shots`, but data.lock.json pins none of that name for profile `public`", error.Message);
        Assert.Equal("pin it with `--target Lock --snapshot shots --source SOURCE --profile public`", error.Hint);
    }

    private void DeleteObject(Content content) => File.Delete(ObjectPath(content));

    private void FlipBit(Content content)
    {
        var path = ObjectPath(content);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(path, bytes);
    }

    private string ObjectPath(Content content) => Path.Combine(workspace.Root, ".levain", "objects", content.Digest.Hex[..2], content.Digest.Hex[2..]);
}
