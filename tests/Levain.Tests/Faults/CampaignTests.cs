using Levain.FaultHost;
using Levain.Remotes;
using Levain.Soak;

namespace Levain.Tests.Faults;

/// <summary>The fault campaign in short, in about a minute. The target <c>Soak</c> fires all of it.</summary>
/// <remarks>
/// Of each campaign one shot in so many, at one operation in four: which ones differs from campaign to campaign, so that every operation meets several.
/// That is about one shot in three thousand.
/// </remarks>
public sealed class CampaignTests(CampaignTests.Shared shared, ITestOutputHelper output) : IClassFixture<CampaignTests.Shared>
{
    private const int Share = 4;

    [Theory]
    [InlineData("kill", 60, 0)]
    [InlineData("die", 397, 1)]
    [InlineData("tear", 149, 2)]
    [InlineData("full", 397, 3)]
    [InlineData("full-once", 499, 0)]
    [InlineData("error", 397, 1)]
    [InlineData("errors", 150, 2)]
    [InlineData("bad-reads", 150, 3)]
    [InlineData("short", 49, 0)]
    [InlineData("interrupted", 49, 1)]
    [InlineData("read-only-calls", 499, 2)]
    [InlineData("small-disk", 401, 3)]
    [InlineData("read-only", 25, 0)]
    [InlineData("damage", 167, 1)]
    [InlineData("damage-remote", 167, 2)]
    [InlineData("remote", 67, 3)]
    [InlineData("model", 201, 0)]
    public async Task After_a_fault_the_next_build_is_right_and_the_store_is_whole(string name, int thin, int first)
    {
        var campaign = shared.Campaigns.All.Single(campaign => campaign.Name == name);
        if (campaign.Missing is { } missing) Assert.Skip(missing);
        var soak = new Levain.Soak.Soak(shared.Campaigns, new SoakOptions { Thin = thin }, output.WriteLine);

        var rows = new List<SoakRow>();
        foreach (var operation in Operation.All.Where(campaign.Meets).Where((_, i) => i % Share == first % Share).DefaultIfEmpty(Operation.All.First(campaign.Meets))) rows.Add(await soak.RunAsync(campaign, operation));

        Assert.True(rows.All(row => row.Violations.Count == 0), SoakTable.Of(rows));
        // A shot at a random moment may come too late; not all of them.
        Assert.True(rows.Sum(row => row.Met) > 0, SoakTable.Of(rows));
    }

    [Fact]
    public async Task Every_operation_has_something_to_do()
    {
        using var templates = new Templates();
        Task<SoakWorkspace> At(string name) => templates.CopyAsync(Operation.All.Single(operation => operation.Name == name));

        Assert.True(Commands.Collect((await At("gc")).Root, TimeSpan.Zero).Bytes > 0);

        var compact = await At("compact");
        Assert.True(Files(compact, "objects") > 2000 && Files(compact, "packs") > 8);
        Assert.Equal(0, Commands.Collect(compact.Root, TimeSpan.FromDays(7)).Bytes);
        Assert.True(Files(compact, "objects") <= 2000 && Files(compact, "packs") < 8, $"{Files(compact, "objects")} objects, {Files(compact, "packs")} packs");

        var found = Commands.Check((await At("fsck")).Root, repair: true).Findings;
        Assert.True(found.Count >= 7 && found.All(finding => finding.Repaired), string.Join("; ", found));

        Assert.Contains(await Commands.PushAsync((await At("push")).Root, (await At("push")).Remote, output.WriteLine), row => row.State == TransferState.Moved);
        foreach (var name in new[] { "first-pull", "pull" })
        {
            var clone = await At(name);
            var rows = await clone.PullAsync();
            Assert.Contains(rows, row => row.State == TransferState.Moved);
            Assert.DoesNotContain(rows, row => row.State == TransferState.Missing);
        }
    }

    private static int Files(SoakWorkspace workspace, string folder) => Directory.GetFiles(Path.Combine(workspace.Store, folder), "*", SearchOption.AllDirectories).Length;

    /// <summary>What the shots of all campaigns start from is made once.</summary>
    public sealed class Shared : IDisposable
    {
        internal Campaigns Campaigns { get; } = new();

        public void Dispose() => Campaigns.Dispose();
    }
}
