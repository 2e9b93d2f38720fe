using Levain.Building;
using Levain.Planning;
using Levain.Testing;

namespace Levain.Tests.Partitions;

public sealed class PartTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData("a.txt", "one")]
    [InlineData("b/c.txt", "two")]
    [InlineData("b", "two")]
    public async Task A_stage_reads_a_file_or_a_folder_of_what_another_made(string part, string text)
    {
        var report = await workspace.BuildAsync(Copies("a.txt=one;b/c.txt=two", part));

        Assert.Equal(text, workspace.TextOf(report, "CopyPage"));
    }

    [Fact]
    public async Task A_stage_stays_as_it_is_when_another_part_changes()
    {
        await workspace.BuildAsync(Copies("a.txt=one;b.txt=two", "a.txt"));

        var report = await workspace.BuildAsync(Copies("a.txt=one;b.txt=three", "a.txt"));

        Assert.Equal([("CopyPage", StageState.Fresh), ("Write", StageState.Stale)], States(report));
    }

    [Fact]
    public async Task A_stage_runs_when_its_part_changes_and_says_so()
    {
        await workspace.BuildAsync(Copies("a.txt=one;b.txt=two", "a.txt"));

        var report = await workspace.BuildAsync(Copies("a.txt=other;b.txt=two", "a.txt"));

        Assert.Equal($"input `Page` changed from {Digest.Of("one").Brief} to {Digest.Of("other").Brief}", report.Outcomes.Single(outcome => outcome.Stage == "CopyPage").Reason);
        Assert.Equal("other", workspace.TextOf(report, "CopyPage"));
    }

    [Fact]
    public async Task The_same_bytes_have_the_same_key_as_a_part_and_as_a_file()
    {
        workspace.Write("data/a.txt", "one");

        var file = await workspace.BuildAsync(new Goals(new CopyPage { Page = Artifact.Workspace<Files>("data/a.txt") }));
        var part = await workspace.BuildAsync(new Goals(new CopyPage { Page = Artifact.Workspace<Files>("data").Part<Files>("a.txt") }));

        Assert.Equal(file.Outcomes.Single().Key, part.Outcomes.Single().Key);
    }

    [Fact]
    public async Task A_part_of_a_folder_of_the_workspace_counts_alone()
    {
        workspace.Write("data/a.txt", "one");
        workspace.Write("data/b.txt", "two");
        var pipeline = new Goals(new CopyPage { Page = Artifact.Workspace<Files>("data").Part<Files>("a.txt") });
        await workspace.BuildAsync(pipeline);
        workspace.Write("data/b.txt", "three");

        Assert.True(workspace.Plan(pipeline).IsUpToDate);
        workspace.Write("data/a.txt", "four");
        Assert.False(workspace.Plan(pipeline).IsUpToDate);
    }

    [Fact]
    public async Task A_part_of_a_snapshot_is_found_even_when_its_tree_is_not_here_yet()
    {
        workspace.Profile = new BuildProfile("public");
        workspace.Write("outside/a.txt", "one");
        workspace.Write("outside/b.txt", "two");
        var pinning = new SnapshotPinning(workspace.Workspace, workspace.Profile);
        pinning.Write(await pinning.TakeAsync(["pages"], "outside", cancellation: TestContext.Current.CancellationToken));
        Directory.Delete(Path.Combine(workspace.Root, ".levain", "objects"), recursive: true);
        var pipeline = new Goals(new CopyPage { Page = Artifact.Snapshot<Files>("pages").Part<Files>("b.txt") });

        var planned = workspace.Plan(pipeline).Plan.All.Single().Decision;
        var report = await workspace.BuildAsync(pipeline);

        Assert.Equal((StageState.Depends, "depends on `b.txt` of snapshot `pages`, which is not here"), (planned.State, planned.Reason));
        Assert.Equal("two", workspace.TextOf(report, "CopyPage"));
        Assert.True(workspace.Plan(pipeline).IsUpToDate);
    }

    [Fact]
    public async Task A_part_of_what_is_recorded_and_not_here_is_made_again_with_its_whole()
    {
        var pipeline = Copies("a.txt=one;b.txt=two", "b.txt");
        var first = await workspace.BuildAsync(pipeline);
        Directory.Delete(Path.Combine(workspace.Root, ".levain", "objects"), recursive: true);
        Directory.Delete(Path.Combine(workspace.Root, ".levain", "actions"), recursive: true);

        var planned = workspace.Plan(pipeline).Plan.All.Last().Decision;
        var report = await workspace.BuildAsync(pipeline);

        Assert.Equal("depends on `b.txt` of stage `Write`, which is not here", planned.Reason);
        Assert.Equal(first.Outcomes.Select(outcome => outcome.Output), report.Outcomes.Select(outcome => outcome.Output));
        Assert.False(report.LockWritten);
        Assert.Equal("two", workspace.TextOf(report, "CopyPage"));
    }

    [Fact]
    public async Task A_part_that_is_not_there_fails_the_stage_that_reads_it_with_the_nearest_name()
    {
        var report = await workspace.BuildAsync(Copies("pages/january.txt=one", "pages/januari.txt"));
        var error = Assert.IsType<BuildException>(report.Outcomes.Single(outcome => outcome.Stage == "CopyPage").Error);

        Assert.Equal("stage `CopyPage` reads `pages/januari.txt` of stage `Write`, which is not there", error.Message);
        Assert.Equal("did you mean `pages/january.txt`?", error.Hint);
        Assert.Equal(error.Message, Assert.Throws<BuildException>(() => workspace.Plan(Copies("pages/january.txt=one", "pages/januari.txt"))).Message);
    }

    [Fact]
    public async Task A_part_of_one_file_is_refused()
    {
        var report = await workspace.BuildAsync(new Goals(new CopyPage { Page = ((Artifact<Text>)new Building.Parity()).Part<Files>("a.txt") }));

        Assert.Equal("stage `CopyPage` reads `a.txt` of stage `Parity`, which is one file and has no parts", report.Outcomes.Single(outcome => outcome.Stage == "CopyPage").Error!.Message);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("../a.txt", "leads out")]
    [InlineData("a/../b", "leads out and in again")]
    [InlineData("/a.txt", "not relative")]
    [InlineData("a//b", "an empty name")]
    [InlineData("a/", "an empty name at the end")]
    [InlineData("a\\b", "a separator of another system")]
    [InlineData("a\0b", "a zero")]
    public void A_path_that_no_part_can_have_is_refused(string path, string why)
    {
        var error = Assert.Throws<BuildException>(() => Artifact.Snapshot<Files>("pages").Part<Files>(path));

        Assert.True(error.Message.EndsWith("is no path of a part of snapshot `pages`", StringComparison.Ordinal), why);
    }

    [Fact]
    public void A_part_of_a_part_is_a_part_of_the_whole()
    {
        var pages = Artifact.Workspace<Files>("data");

        Assert.Equal(pages.Part<Text>("2024/01.txt").Origin, pages.Part<Files>("2024").Part<Text>("01.txt").Origin);
        Assert.Equal("file `data/2024/01.txt`", pages.Part<Text>("2024/01.txt").Origin.ToString());
    }

    [Theory]
    [InlineData("b", "b/c.txt", "two")]
    [InlineData(null, "b/c.txt", "two")]
    [InlineData(null, "a.txt", "one")]
    public async Task A_stage_may_read_a_part_of_its_input(string? input, string part, string text)
    {
        Artifact<Files> tree = new Write { Pages = "a.txt=one;b/c.txt=two" };

        var report = await workspace.BuildAsync(new Goals(new ReadsPart { Given = input is null ? tree : tree.Part<Files>(input), Wanted = part, Whole = () => tree }));

        Assert.Equal(text, workspace.TextOf(report, "ReadsPart"));
    }

    [Fact]
    public async Task A_stage_may_not_read_another_part_than_its_input()
    {
        Artifact<Files> tree = new Write { Pages = "a.txt=one;b/c.txt=two" };

        var report = await workspace.BuildAsync(new Goals(new ReadsPart { Given = tree.Part<Files>("b"), Wanted = "a.txt", Whole = () => tree }));

        Assert.Contains("it reads `a.txt` of stage `Write`, which is none of its inputs", report.Outcomes.Single(outcome => outcome.Stage == "ReadsPart").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_the_files_of_a_tree_is_told_with_the_reason()
    {
        var tree = new Write { Pages = "a.txt=one;b/c.txt=two;d.txt=three" };
        await workspace.BuildAsync(new Goals(new CopyPage { Page = tree }));

        var report = await workspace.BuildAsync(new Goals(new CopyPage { Page = new Write { Pages = "a.txt=one;b/c.txt=other;e.txt=four" } }));

        Assert.EndsWith(" (changed b/c.txt: 3 to 5 bytes, removed d.txt, added e.txt)", report.Outcomes.Single(outcome => outcome.Stage == "CopyPage").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_files_the_first_are_told_and_the_rest_is_counted()
    {
        await workspace.BuildAsync(new Goals(new CopyPage { Page = new Write { Pages = "a=1" } }));

        var report = await workspace.BuildAsync(new Goals(new CopyPage { Page = new Write { Pages = "a=1;b=1;c=1;d=1;e=1;f=1" } }));

        Assert.EndsWith(" (added b, added c, added d and 2 more)", report.Outcomes.Single(outcome => outcome.Stage == "CopyPage").Reason, StringComparison.Ordinal);
    }

    private static Goals Copies(string pages, string part) => new(new CopyPage { Page = ((Artifact<Files>)new Write { Pages = pages }).Part<Files>(part) });

    private static IEnumerable<(string, StageState)> States(ModelReport report) => report.Outcomes.Select(outcome => (outcome.Stage, outcome.State)).Order();

    private sealed record ReadsPart : Stage<Text>
    {
        public required Artifact<Files> Given { get; init; }

        public required string Wanted { get; init; }

        // No option of the stage, since it has no canonical text: what a stage should not have.
        internal required Func<Artifact<Files>> Whole { get; init; }

        protected override Task<Text> RunAsync(StageContext context) => context.ReadAsync(Whole().Part<Text>(Wanted));
    }
}
