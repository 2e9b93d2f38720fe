using Levain.Remotes;
using Levain.Testing;

namespace Levain.Registry.Tests.Versions;

/// <summary>Versions are registered, approved, promoted and rolled back, and nobody overwrites anybody.</summary>
public sealed class ModelRegistryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-registry-").FullName;
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_version_is_registered_approved_and_promoted()
    {
        using var registry = Registry("anna");

        var (version, isNew) = await registry.RegisterAsync("xgoals", Record(1), Cancellation);
        await registry.ApproveAsync("xgoals", version.Number, "looks right", Cancellation);
        await registry.PromoteAsync("xgoals", version.Number, ModelGroup.Production, expected: null, cancellation: Cancellation);

        var seen = await Registry("bert").ReadAsync("xgoals", Cancellation);
        Assert.True(isNew);
        Assert.Equal((VersionState.Approved, "anna"), (seen.Versions[0].State, seen.Versions[0].By));
        Assert.Equal(1, seen.At(ModelGroup.Production)!.Number);
        Assert.Equal(["approved", "production"], seen.Versions[0].Decisions.Select(decision => decision.What));
        Assert.Equal(["xgoals"], await registry.GroupsAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_build_is_registered_once()
    {
        using var registry = Registry("anna");
        await registry.RegisterAsync("xgoals", Record(1), Cancellation);

        var (version, isNew) = await Registry("bert").RegisterAsync("xgoals", Record(1), Cancellation);

        Assert.False(isNew);
        Assert.Equal((1, "anna"), (version.Number, version.By));
    }

    [Fact]
    public async Task Whoever_promotes_over_another_is_told_and_changes_nothing()
    {
        using var registry = Registry("anna");
        for (var i = 1; i <= 3; i++)
        {
            await registry.RegisterAsync("xgoals", Record(i), Cancellation);
            await registry.ApproveAsync("xgoals", i, cancellation: Cancellation);
        }

        await registry.PromoteAsync("xgoals", 1, "production", expected: null, cancellation: Cancellation);
        await Registry("bert").PromoteAsync("xgoals", 2, "production", expected: 1, cancellation: Cancellation);

        var error = await Assert.ThrowsAsync<BuildException>(() => registry.PromoteAsync("xgoals", 3, "production", expected: 1, cancellation: Cancellation));
        Assert.Equal("`production` of `xgoals` was moved to version 2 by bert meanwhile", error.Message);
        Assert.Equal(2, (await registry.ReadAsync("xgoals", Cancellation)).At("production")!.Number);
    }

    [Fact]
    public async Task Going_back_twice_goes_back_two_versions()
    {
        using var registry = Registry("anna");
        for (var i = 1; i <= 3; i++)
        {
            await registry.RegisterAsync("xgoals", Record(i), Cancellation);
            await registry.ApproveAsync("xgoals", i, cancellation: Cancellation);
            await registry.PromoteAsync("xgoals", i, "production", expected: i == 1 ? null : i - 1, cancellation: Cancellation);
        }

        var first = await registry.RollbackAsync("xgoals", "production", expected: 3, "too slow", Cancellation);
        var second = await registry.RollbackAsync("xgoals", "production", expected: 2, cancellation: Cancellation);

        Assert.Equal((2, 1), (first.To, second.To));
        Assert.True(first.IsRollback);
        await Assert.ThrowsAsync<BuildException>(() => registry.RollbackAsync("xgoals", "production", expected: 1, cancellation: Cancellation));
    }

    [Fact]
    public async Task Two_different_people_approve_where_two_are_needed()
    {
        using var registry = Registry("anna");
        await registry.RegisterAsync("xgoals", Record(1) with { ApprovalsNeeded = 2 }, Cancellation);

        var once = await registry.ApproveAsync("xgoals", 1, cancellation: Cancellation);
        var again = await Assert.ThrowsAsync<BuildException>(() => registry.ApproveAsync("xgoals", 1, cancellation: Cancellation));
        var twice = await Registry("bert").ApproveAsync("xgoals", 1, cancellation: Cancellation);

        Assert.Equal((VersionState.Pending, VersionState.Approved), (once.State, twice.State));
        Assert.Equal("anna has approved version 1 of `xgoals` already, and it needs 2 different people", again.Message);
    }

    [Fact]
    public async Task A_damaged_entry_is_named_and_the_other_versions_stay_usable()
    {
        using (var registry = Registry("anna"))
            for (var i = 1; i <= 3; i++) await registry.RegisterAsync("xgoals", Record(i), Cancellation);
        var entry = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).First(path => File.ReadAllText(path).Contains("\"number\":2", StringComparison.Ordinal));
        File.WriteAllText(entry, File.ReadAllText(entry).Replace("xgoals", "ygoals", StringComparison.Ordinal));

        using var after = Registry("bert");
        var group = await after.ReadAsync("xgoals", Cancellation);
        await after.ApproveAsync("xgoals", 3, cancellation: Cancellation);

        Assert.Equal([VersionState.Pending, VersionState.Damaged, VersionState.Pending], group.Versions.Select(version => version.State));
        Assert.Equal("entry 1 of group `xgoals` is damaged: its bytes are not those that were written", Assert.Single(after.Damage));
    }

    [Fact]
    public async Task Many_who_register_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            using var registry = Registry($"writer {writer}");
            for (var i = 0; i < 10; i++) await registry.RegisterAsync("xgoals", Record((writer * 10) + i), Cancellation);
        }, Cancellation)));

        var group = await Registry("reader").ReadAsync("xgoals", Cancellation);

        Assert.Equal(Enumerable.Range(1, 80), group.Versions.Select(version => version.Number));
        Assert.Equal(80, group.Versions.Select(version => version.Record!.Model.Digest).Distinct().Count());
    }

    private ModelRegistry Registry(string person) => new(new FolderRemote(folder), person, clock);

    private static VersionRecord Record(int number) => Records.Of(FormattableString.Invariant($"model {number}"));
}
