using Levain.Planning;
using Levain.Store;
using Levain.Testing;

namespace Levain.Tests.Faults;

/// <summary>Says what is in a tree, and does what the play says in between.</summary>
internal sealed record ReadsTree : Stage<Text>
{
    public required string Play { get; init; }

    public required Artifact<Files> Tree { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var play = Stageplay.Of(Play);
        play.Log.Enqueue(Name);
        var path = await context.PathAsync(Tree);
        await play.Act(this, context);
        var files = Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return new Text(string.Join(' ', files.Select(file => $"{Path.GetRelativePath(path, file)}={File.ReadAllText(file)}")));
    }
}

/// <summary>Inputs that change where nobody expects it, and clocks that go back.</summary>
public sealed class InputTests : IDisposable
{
    private readonly TestWorkspace workspace = new();
    private readonly Stageplay play = new();
    private readonly string file;

    public InputTests()
    {
        file = workspace.Write("models/test/tree/below/a.txt", "first");
        workspace.Write("models/test/tree/b.txt", "other");
    }

    private StagesPipeline Pipeline => new(new ReadsTree { Play = play.Id, Tree = Artifact.Workspace<Files>("models/test/tree") });

    public void Dispose()
    {
        ReadOnlyTree.TryDelete(Path.Combine(workspace.Root, ".levain"));
        workspace.Dispose();
    }

    public static TheoryData<string> Edits => ["another size", "the same size", "the same size and mtime", "replaced by rename", "deleted", "a file more", "an executable"];

    [Theory]
    [MemberData(nameof(Edits))]
    [InlineData("the folder deleted")]
    public async Task A_tree_that_changes_while_a_stage_reads_it_is_noticed_and_nothing_is_recorded(string edit)
    {
        play.Act = (_, _) => Task.Run(() => Edit(edit));

        var report = await workspace.BuildAsync(Pipeline);

        var error = Assert.IsType<BuildException>(Assert.Single(report.Outcomes).Error);
        Assert.Contains("file `models/test/tree` changed while the stage ran, so nothing is recorded", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(workspace.Workspace.Folder.Actions, "*", SearchOption.AllDirectories));
        Assert.False(File.Exists(workspace.Workspace.LockPathOf("test")));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task A_tree_that_changed_between_builds_is_noticed(string edit)
    {
        await workspace.BuildAsync(Pipeline);
        Edit(edit);

        var decision = Assert.Single(workspace.Plan(Pipeline).Plan.All).Decision;

        Assert.Equal(StageState.Stale, decision.State);
        Assert.StartsWith("input `Tree` changed from ", decision.Reason, StringComparison.Ordinal);
        Assert.False((await workspace.BuildAsync(Pipeline)).Failed);
        Assert.Equal(2, play.Log.Count);
    }

    [Fact]
    public async Task A_stage_that_writes_to_a_tree_that_it_reads_is_found_out()
    {
        play.Act = async (stage, context) =>
        {
            var path = await context.PathAsync(((ReadsTree)stage).Tree);
            File.SetUnixFileMode(Path.Combine(path, "b.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(Path.Combine(path, "b.txt"), "dirty");
        };

        var report = await workspace.BuildAsync(Pipeline);

        Assert.Contains("was written to while it was in use", Assert.Single(report.Outcomes).Error!.Message, StringComparison.Ordinal);
        play.Act = static (_, _) => Task.CompletedTask;
        Assert.Equal("b.txt=other below/a.txt=first", workspace.TextOf(await workspace.BuildAsync(Pipeline), "ReadsTree"));
        Assert.Equal("other", workspace.Read("models/test/tree/b.txt"));
    }

    [Fact]
    public async Task A_clock_that_goes_back_while_a_stage_runs_gives_no_negative_time()
    {
        play.Act = (_, _) => Task.Run(() => workspace.Clock.Move(TimeSpan.FromDays(-400)));

        var report = await workspace.BuildAsync(Pipeline);

        Assert.Equal(TimeSpan.Zero, Assert.Single(report.Outcomes).Duration);
    }

    [Fact]
    public async Task A_clock_that_goes_back_between_builds_changes_nothing()
    {
        await workspace.BuildAsync(Pipeline);
        // The file is from the future now, and so is all that the store remembers.
        workspace.Clock.Move(TimeSpan.FromDays(-400));
        Assert.Equal(StageState.Fresh, Assert.Single(workspace.Plan(Pipeline).Plan.All).Decision.State);

        Edit("the same size and mtime");

        Assert.Equal(StageState.Stale, Assert.Single(workspace.Plan(Pipeline).Plan.All).Decision.State);
    }

    [Fact]
    public void A_process_whose_clock_was_set_back_builds_no_less_and_no_more()
    {
        if (!File.Exists("/usr/bin/faketime")) Assert.Skip("faketime is not installed");
        using var fault = new FaultWorkspace();
        var ledger = fault.NewLedger();
        string[] before = ["faketime", "-m", "-f", "-400d"], longBefore = ["faketime", "-m", "-f", "-800d"];
        Assert.Equal(0, fault.Run(["build", "left", "1"], ledger).ExitCode);

        // A stage that ran again would find its file in the ledger and fail; those of the other half are missing yet.
        Assert.Equal((0, ""), Brief(fault.Run(["build", "left", "1"], ledger, before)));
        Assert.Equal((0, ""), Brief(fault.Run(["build", "wide", "1"], ledger, longBefore)));
        Assert.Equal((0, ""), Brief(fault.Run(["build", "wide", "1"], ledger)));

        fault.VerifyObjects();
        var cache = new Levain.Actions.ActionCache(StoreFolder.Open(fault.PathOf("")));
        Assert.All(fault.Recorded(), key => Assert.True(cache.Find(key)!.Duration >= TimeSpan.Zero));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_edit_under_a_clock_that_was_set_back_is_noticed(bool editedInThePast)
    {
        if (!File.Exists("/usr/bin/faketime")) Assert.Skip("faketime is not installed");
        using var fault = new FaultWorkspace();
        var input = Path.Combine(Directory.CreateDirectory(Path.Combine(fault.Root, "input")).FullName, "x.txt");
        File.WriteAllText(input, "one");
        Assert.Equal(0, fault.Run(["build", "reads", "1"]).ExitCode);
        var first = fault.Outputs("reads");
        var keys = fault.Recorded().Count;

        var time = File.GetLastWriteTimeUtc(input);
        File.WriteAllText(input, "two");
        File.SetLastWriteTimeUtc(input, editedInThePast ? time.AddDays(-400) : time);
        Assert.Equal((0, ""), Brief(fault.Run(["build", "reads", "1"], null, "faketime", "-m", "-f", "-400d")));

        Assert.Equal(keys + 1, fault.Recorded().Count);
        Assert.Equal(first, fault.Outputs("reads"));
    }

    private static (int, string) Brief(Ended ended) => (ended.ExitCode, ended.Errors);

    private void Edit(string edit)
    {
        var time = File.GetLastWriteTimeUtc(file);
        switch (edit)
        {
            case "another size":
                File.WriteAllText(file, "second");
                break;
            case "the same size":
                File.WriteAllText(file, "frist");
                break;
            case "the same size and mtime":
                File.WriteAllText(file, "frist");
                File.SetLastWriteTimeUtc(file, time);
                break;
            case "replaced by rename":
                File.WriteAllText(file + ".new", "frist");
                File.SetLastWriteTimeUtc(file + ".new", time);
                File.Move(file + ".new", file, overwrite: true);
                break;
            case "deleted":
                File.Delete(file);
                break;
            case "a file more":
                workspace.Write("models/test/tree/below/.hidden", "");
                break;
            case "an executable":
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                break;
            default:
                Directory.Delete(Path.Combine(workspace.Root, "models/test/tree"), recursive: true);
                break;
        }
    }
}
