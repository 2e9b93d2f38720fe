using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Building;
using Levain.FaultHost;
using Levain.Scheduling;
using Levain.Store;
using Levain.Testing;
using Levain.Workers;

namespace Levain.Tests.Partitions;

public sealed class PartitionedStageTests : IDisposable
{
    private static readonly Goals Pages = new(new CountAll { Tree = Artifact.Workspace<Files>("data/pages") });

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Each_file_is_a_sub_stage_and_they_are_merged_in_the_order_of_their_names(int jobs)
    {
        workspace.Settings = new BuildSettings { Jobs = jobs };
        WritePages();

        var report = await workspace.BuildAsync(Pages);

        Assert.Equal("one:2 two:1|three:1|four:1", workspace.TextOf(report, "CountAll"));
        Assert.Equal(["Built CountAll", "Built CountAll/CountWords(2023/12.txt)", "Built CountAll/CountWords(2024/01.txt)", "Built CountAll/CountWords(2024/02.txt)"], Finished());
    }

    [Fact]
    public async Task A_changed_file_runs_one_sub_stage()
    {
        WritePages();
        await workspace.BuildAsync(Pages);
        workspace.Write("data/pages/2024/01.txt", "five");

        var (ran, text) = await RanAsync(Pages);

        Assert.Equal(["CountAll", "CountAll/CountWords(2024/01.txt)"], ran);
        Assert.Equal("one:2 two:1|five:1|four:1", text);
    }

    [Fact]
    public async Task An_added_file_runs_one_sub_stage_and_takes_its_place()
    {
        WritePages();
        await workspace.BuildAsync(Pages);
        workspace.Write("data/pages/2024/00.txt", "zero");

        var (ran, text) = await RanAsync(Pages);

        Assert.Equal(["CountAll", "CountAll/CountWords(2024/00.txt)"], ran);
        Assert.Equal("one:2 two:1|zero:1|three:1|four:1", text);
    }

    [Fact]
    public async Task A_file_that_went_away_runs_none()
    {
        WritePages();
        await workspace.BuildAsync(Pages);
        File.Delete(Path.Combine(workspace.Root, "data/pages/2023/12.txt"));

        var (ran, text) = await RanAsync(Pages);

        Assert.Equal(["CountAll"], ran);
        Assert.Equal("three:1|four:1", text);
    }

    [Fact]
    public async Task A_renamed_file_runs_none()
    {
        WritePages();
        await workspace.BuildAsync(Pages);
        File.Move(Path.Combine(workspace.Root, "data/pages/2023/12.txt"), Path.Combine(workspace.Root, "data/pages/2024/12.txt"));

        var (ran, text) = await RanAsync(Pages);

        Assert.Equal(["CountAll"], ran);
        Assert.Equal("three:1|four:1|one:2 two:1", text);
    }

    [Fact]
    public async Task Two_files_with_the_same_bytes_run_once_and_count_twice()
    {
        workspace.Write("data/pages/a.txt", "same");
        workspace.Write("data/pages/b.txt", "same");

        var report = await workspace.BuildAsync(Pages);

        Assert.Equal("same:1|same:1", workspace.TextOf(report, "CountAll"));
        Assert.Single(Finished(), line => line.StartsWith("Built CountAll/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_option_runs_every_part()
    {
        WritePages();
        await workspace.BuildAsync(Pages);

        var (ran, text) = await RanAsync(Pages, "CountAll.Shortest=4");

        Assert.Equal(4, ran.Count);
        Assert.Equal("|three:1|four:1", text);
    }

    [Fact]
    public async Task Files_can_be_left_out()
    {
        WritePages();
        workspace.Write("data/pages/README.md", "FAIL");

        var report = await workspace.BuildAsync(new Goals(new CountAll { Tree = Artifact.Workspace<Files>("data/pages"), Only = ".txt" }));

        Assert.Equal("one:2 two:1|three:1|four:1", workspace.TextOf(report, "CountAll"));
    }

    [Fact]
    public async Task After_a_part_failed_what_was_built_does_not_run_again()
    {
        WritePages();
        workspace.Write("data/pages/2024/01.txt", "FAIL");
        var failed = await workspace.BuildAsync(Pages);
        // Those that had not begun when it failed are not begun.
        var built = workspace.Events.Lines.Where(line => line.StartsWith("Built ", StringComparison.Ordinal)).Select(line => line["Built ".Length..]).ToHashSet(StringComparer.Ordinal);
        workspace.Write("data/pages/2024/01.txt", "mended");

        var (ran, _) = await RanAsync(Pages);

        Assert.Contains("stage `CountAll/CountWords(2024/01.txt)` failed: this page cannot be counted", failed.Outcomes.Single().Error!.Message, StringComparison.Ordinal);
        Assert.Contains("CountAll/CountWords(2024/01.txt)", ran);
        Assert.DoesNotContain(ran, built.Contains);
    }

    [Fact]
    public async Task One_file_instead_of_a_folder_is_refused()
    {
        workspace.Write("data/pages", "a file");

        var report = await workspace.BuildAsync(Pages);

        Assert.Contains("`Tree` is one file and has no parts", report.Outcomes.Single().Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_files_is_merged_from_nothing()
    {
        Directory.CreateDirectory(Path.Combine(workspace.Root, "data/pages"));

        var report = await workspace.BuildAsync(Pages);

        Assert.Equal("", workspace.TextOf(report, "CountAll"));
    }

    [Fact]
    public void A_tree_that_was_edited_again_and_again_gives_what_a_full_build_gives() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(12), Prop.ForAll(Arb.From(Edits), edits =>
        {
            using var edited = new TestWorkspace { Settings = new BuildSettings { Jobs = 4 } };
            using var whole = new TestWorkspace { Settings = new BuildSettings { Jobs = 1 } };
            Directory.CreateDirectory(Path.Combine(edited.Root, "data/pages"));
            Directory.CreateDirectory(Path.Combine(whole.Root, "data/pages"));
            Digest last = default;
            foreach (var (name, text) in edits)
            {
                Apply(edited, name, text);
                Apply(whole, name, text);
                last = OutputOf(edited);
            }

            return edits.Count == 0 || last == OutputOf(whole);
        }));

    [Fact]
    public async Task A_worker_that_sees_the_inputs_only_makes_the_same_bytes()
    {
        WritePages();
        var report = await workspace.BuildAsync(Pages);
        var tree = workspace.Workspace.Store.AddPath(Path.Combine(workspace.Root, "data/pages"), Adding.Copy, TestContext.Current.CancellationToken);
        var files = new WorkerFiles(Directory.CreateDirectory(Path.Combine(workspace.Root, "worker")).FullName);
        var other = new FileContentStore(StoreFolder.Open(files.Store));
        Assert.Equal(tree, other.AddPath(Path.Combine(workspace.Root, "data/pages"), Adding.Copy, TestContext.Current.CancellationToken));
        var request = new WorkerRequest { Model = "test", Profile = new BuildProfile(), Overrides = [], Stage = "CountAll", Inputs = [new("Tree", tree)], Threads = 1 };
        await File.WriteAllBytesAsync(files.Request, request.ToBytes(), TestContext.Current.CancellationToken);

        var exit = await Worker.RunAsync(files.Folder, _ => Pages);

        Assert.Equal(0, exit);
        Assert.Equal(report.Outcomes.Single().Output, other.AddPath(files.Output, Adding.Take, TestContext.Current.CancellationToken));
    }

    private static readonly Gen<List<(string Name, string? Text)>> Edits =
        Gen.ListOf(from name in Gen.Elements("a.txt", "b.txt", "b/c.txt", "z/y/x.txt", "0.txt") from text in Gen.Elements<string?>("one", "two one", "three", "", null) select (name, text)).Select(edits => edits.Take(8).ToList());

    private static void Apply(TestWorkspace workspace, string name, string? text)
    {
        if (text is not null) workspace.Write($"data/pages/{name}", text);
        else File.Delete(workspace.Write($"data/pages/{name}", ""));
    }

    private static Digest OutputOf(TestWorkspace workspace) => workspace.BuildAsync(Pages).GetAwaiter().GetResult().Outcomes.Single().Output!.Value.Digest;

    private void WritePages()
    {
        workspace.Write("data/pages/2024/02.txt", "four");
        workspace.Write("data/pages/2024/01.txt", "three");
        workspace.Write("data/pages/2023/12.txt", "one two one");
    }

    private List<string> Finished() => [.. workspace.Events.Lines.Where(line => !line.StartsWith("started", StringComparison.Ordinal) && line.Contains(' ', StringComparison.Ordinal) && !char.IsDigit(line[^1])).Order(StringComparer.Ordinal)];

    // What ran in this build alone.
    private async Task<(List<string> Ran, string Text)> RanAsync(Pipeline pipeline, params string[] overrides)
    {
        var before = workspace.Events.Lines.Count;
        var report = await workspace.BuildAsync(pipeline, overrides);
        return ([.. workspace.Events.Lines.Skip(before).Where(line => line.StartsWith("started ", StringComparison.Ordinal)).Select(line => line["started ".Length..]).Order(StringComparer.Ordinal)], workspace.TextOf(report, "CountAll"));
    }
}
