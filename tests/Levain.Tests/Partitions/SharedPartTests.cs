using Levain.FaultHost;
using Levain.Planning;
using Levain.Remotes;
using Levain.Tests.Remotes;
using Levain.Tests.Store;

namespace Levain.Tests.Partitions;

/// <summary>Parts of trees whose bytes are in a remote.</summary>
public sealed class SharedPartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Clone> clones = [];

    public void Dispose()
    {
        foreach (var clone in clones) clone.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_tree_in_a_remote_is_fetched_for_the_stages_of_its_parts()
    {
        var (first, second) = (New(), New());
        await first.BuildAsync(Pipeline("a.txt=one;b.txt=two"));
        await first.PushAsync();
        second.TakeLockOf(first);

        var report = await second.BuildAsync(Pipeline("a.txt=one;b.txt=two", label: "more"));

        Assert.Equal(["started CountAll[more]", "started CountAll[more]/CountWords(a.txt)", "started CountAll[more]/CountWords(b.txt)"], second.Started.Order(StringComparer.Ordinal));
        Assert.Equal("one:1|two:1", second.Workspace.TextOf(report, "CountAll[more]"));
    }

    [Fact]
    public async Task A_stage_that_reads_a_part_is_taken_from_a_remote_like_any_other()
    {
        var (first, second) = (New(), New());
        var built = await first.BuildAsync(Copies());
        await first.PushAsync();
        second.TakeLockOf(first);

        var report = await second.BuildAsync(Copies());

        Assert.Empty(second.Started);
        Assert.Equal(built.Outcomes.Select(outcome => outcome.Output), report.Outcomes.Select(outcome => outcome.Output));
        Assert.All((await second.StatusAsync(Copies())).Plan.All, each => Assert.Equal(StageState.Fresh, each.Decision.State));
    }

    private Clone New()
    {
        var clone = new Clone(RemoteLocation.Parse(Directory.CreateDirectory(folder.Path("remote")).FullName, inCi: false, "/"));
        clones.Add(clone);
        return clone;
    }

    private static Goals Copies() => new(new CopyPage { Page = ((Artifact<Files>)new Write { Pages = "a.txt=one;b.txt=two" }).Part<Files>("b.txt") });

    private static Goals Pipeline(string pages, string? label = null) => new(new CountAll { Tree = new Write { Pages = pages }, Label = label });
}
