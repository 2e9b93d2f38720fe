using Levain.Soak;

namespace Levain.Tests.Faults;

/// <summary>The fault campaign in short: a few shots of each kind. The target <c>Soak</c> fires all of them.</summary>
public sealed class CampaignTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("kill", 17)]
    [InlineData("die", 211)]
    [InlineData("tear", 97)]
    [InlineData("full", 211)]
    [InlineData("full-once", 307)]
    [InlineData("error", 211)]
    [InlineData("errors", 67)]
    [InlineData("bad-reads", 67)]
    [InlineData("short", 29)]
    [InlineData("interrupted", 23)]
    [InlineData("read-only-calls", 307)]
    [InlineData("small-disk", 211)]
    [InlineData("read-only", 19)]
    [InlineData("damage", 71)]
    [InlineData("model", 101)]
    public async Task After_a_fault_the_next_build_is_right_and_the_store_is_whole(string name, int thin)
    {
        using var campaigns = new Campaigns();
        var campaign = campaigns.All.Single(campaign => campaign.Name == name);
        if (campaign.Missing is { } missing) Assert.Skip(missing);
        var soak = new Levain.Soak.Soak(campaigns, new SoakOptions { Thin = thin }, output.WriteLine);

        var rows = new List<SoakRow>();
        foreach (var operation in Operation.All.Where(campaign.Meets)) rows.Add(await soak.RunAsync(campaign, operation));

        Assert.True(rows.All(row => row.IsGood), SoakTable.Of(rows));
    }
}
