using Levain.Collection;
using Levain.Host.Output;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

/// <summary>What Gc and Fsck print.</summary>
public sealed class CollectionTextTests
{
    private static readonly CollectionReport Report = new()
    {
        DryRun = false,
        Grace = TimeSpan.FromDays(7),
        Roots = ["the working tree: 3 locks", "git: 14 refs at 6 commits, 1 other worktree, 5 different locks", "leases: 0 processes at work"],
        Rows =
        [
            new("actions", 120, 240_000, 31, 62_000),
            new("loose objects", 3, 900, 12, 5_000_000),
            new("packed objects", 100_000, 4_096_000_000, 20, 123),
            new("scratch folders", 0, 0, 0, 0),
        ],
        Snapshots = [new("public/shots@3f2a91c04026", 44_000_000, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "data/shots.csv")],
    };

    [Fact]
    public void A_collection() => Verified.Text(CollectionText.Of(Report));

    [Fact]
    public void A_dry_run_without_grace() => Verified.Text(CollectionText.Of(Report with { DryRun = true, Grace = TimeSpan.Zero, Snapshots = [] }));

    [Fact]
    public void A_collection_for_machines() => Verified.Text(JsonOutput.Collection(Report));

    [Fact]
    public void Findings() => Verified.Text(FindingText.Of(Check));

    [Fact]
    public void Findings_for_machines() => Verified.Text(JsonOutput.Check(Check));

    [Theory]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("12h", 12 * 60)]
    [InlineData("30m", 30)]
    [InlineData("0", 0)]
    public void A_grace_is_a_number_and_a_unit(string text, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), HostOptions.Span("grace", text));

    [Theory]
    [InlineData("7", "there is no unit")]
    [InlineData("d", "there is no number")]
    [InlineData("", "there is nothing")]
    [InlineData("-1d", "what is to come cannot be collected")]
    [InlineData("1.5h", "only whole numbers")]
    [InlineData("99999999d", "longer than a clock counts")]
    public void A_grace_that_is_none_is_refused(string text, string why) =>
        Assert.True(Assert.Throws<UsageException>(() => HostOptions.Span("grace", text)).Message == $"`--grace {text}` is no time", why);

    private static CheckReport Check => new(
        [
            new("object 969a180f4e51: its bytes have another digest", ".levain/objects/96/9a18", "stage `Brew` of `tea` (sample/dev) at the working tree", "set aside, fetched from mirror `/srv/data`") { Repaired = true },
            new("missing object: it needs object 969a180f4e51, which is not here", ".levain/snapshots/96.json", "snapshot `shots` (public)", "lost for good unless `data/shots` comes back or a mirror has it") { Lost = true },
            new("lock: models/tea/model.lock.json:1:1: the file holds a merge conflict", "models/tea/model.lock.json", "", "mend it, or bring it back from git"),
        ],
        1234,
        5_000_000);
}
