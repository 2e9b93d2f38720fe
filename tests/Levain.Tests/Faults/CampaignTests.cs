using Levain.Soak;

namespace Levain.Tests.Faults;

/// <summary>The fault campaign in short: a few shots of each kind. The target <c>Soak</c> fires all of them.</summary>
public sealed class CampaignTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("kill", 29)]
    [InlineData("die", 397)]
    [InlineData("tear", 149)]
    [InlineData("full", 397)]
    [InlineData("full-once", 499)]
    [InlineData("error", 397)]
    [InlineData("errors", 97)]
    [InlineData("bad-reads", 97)]
    [InlineData("short", 49)]
    [InlineData("interrupted", 29)]
    [InlineData("read-only-calls", 499)]
    [InlineData("small-disk", 401)]
    [InlineData("read-only", 19)]
    [InlineData("damage", 101)]
    [InlineData("model", 101)]
    public async Task After_a_fault_the_next_build_is_right_and_the_store_is_whole(string name, int thin)
    {
        using var campaigns = new Campaigns();
        var campaign = campaigns.All.Single(campaign => campaign.Name == name);
        if (campaign.Missing is { } missing) Assert.Skip(missing);
        var soak = new Levain.Soak.Soak(campaigns, new SoakOptions { Thin = thin }, output.WriteLine);

        var rows = new List<SoakRow>();
        // Those that begin with nothing are the same with less.
        foreach (var operation in Operation.All.Where(operation => campaign.Meets(operation) && (operation.Generation == Operation.After || name == "model"))) rows.Add(await soak.RunAsync(campaign, operation));

        Assert.True(rows.All(row => row.IsGood), SoakTable.Of(rows));
    }
}
