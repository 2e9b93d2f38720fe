using System.Diagnostics;
using System.Globalization;

namespace Levain.Registry.Tests.Versions;

/// <summary>Many processes work on one registry, and some are killed.</summary>
public sealed class RegistryProcessTests : IDisposable
{
    // Says to the test below where others write too: `folder|name|versions`.
    private const string Together = "LEVAIN_TEST_REGISTRY";

    private readonly string folder = Directory.CreateTempSubdirectory("levain-registry-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_writer_finds_in_order_all_that_it_has_written()
    {
        var (place, name, count) = Environment.GetEnvironmentVariable(Together)?.Split('|') is [var shared, var me, var versions] ? (shared, me, int.Parse(versions, CultureInfo.InvariantCulture)) : (folder, "one", 5);
        using var registry = Records.Registry(place, name);

        var written = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var (version, _) = await registry.RegisterAsync("xgoals", Records.Of($"{name} {i}"), Cancellation);
            await registry.ApproveAsync("xgoals", version.Number, cancellation: Cancellation);
            await PromoteAsync(registry, version.Number);
            written.Add(version.Number);
        }

        var own = (await registry.ReadAsync("xgoals", Cancellation)).Versions.Where(version => version.By == name && written.Contains(version.Number)).ToList();
        Assert.Equal(written, own.Select(version => version.Number));
        Assert.All(own, version => Assert.Equal(VersionState.Approved, version.State));
        Assert.All(own, version => Assert.Contains(version.Decisions, decision => decision.What == "production" && decision.By == name));
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(8, 3)]
    public async Task Processes_that_register_and_promote_at_once_lose_no_update(int writers, int versions)
    {
        var running = Enumerable.Range(0, writers).Select(writer => Start($"writer {writer}", versions)).ToList();
        var outputs = await Task.WhenAll(running.Select(process => process.StandardOutput.ReadToEndAsync(Cancellation)));

        var group = await Records.Registry(folder, "reader").ReadAsync("xgoals", Cancellation);
        Assert.All(outputs, output => Assert.Contains("Failed: 0, Skipped: 0", output, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, writers * versions), group.Versions.Select(version => version.Number));
        Assert.Equal(writers * versions, group.Versions.Select(version => version.Record!.Model).Distinct().Count());
        // Each move starts where the one before it ended: nobody promoted over somebody whom they had not seen.
        Assert.Equal(group.Moves.Skip(1).Select(move => move.From), group.Moves.SkipLast(1).Select(move => move.To));
    }

    [Fact]
    public async Task Writers_that_are_killed_leave_whole_entries_and_keep_nobody_waiting()
    {
        // Each is killed at another number of entries, wherever it is just then.
        foreach (var entries in new[] { 2, 7, 11, 16, 23 })
        {
            using var victim = Start($"victim {entries}", 1000);
            _ = victim.StandardOutput.ReadToEndAsync(Cancellation);
            using var reader = Records.Registry(folder, "reader");
            while (Entries(await reader.ReadAsync("xgoals", Cancellation)) < entries && !victim.HasExited) await Task.Yield();
            victim.Kill();
            await victim.WaitForExitAsync(Cancellation);
        }

        using var registry = Records.Registry(folder, "survivor");
        var (version, isNew) = await registry.RegisterAsync("xgoals", Records.Of("after all"), Cancellation);
        var group = await registry.ReadAsync("xgoals", Cancellation);

        Assert.True(isNew);
        Assert.Empty(registry.Damage);
        Assert.Equal(group.Versions.Count, version.Number);
        Assert.DoesNotContain(group.Versions, each => each.State == VersionState.Damaged);
        Assert.True(Entries(group) >= 23);
    }

    private static int Entries(ModelGroup group) => group.Versions.Sum(version => 1 + version.Decisions.Count);

    private static async Task PromoteAsync(ModelRegistry registry, int version)
    {
        // Whoever is told that the name was moved meanwhile looks again.
        while (true)
        {
            var now = await registry.ReadAsync("xgoals", Cancellation);
            try
            {
                await registry.PromoteAsync("xgoals", version, "production", now.At("production")?.Number, cancellation: Cancellation);
                return;
            }
            catch (BuildException error) when (error.Message.Contains("meanwhile", StringComparison.Ordinal))
            {
            }
        }
    }

    private Process Start(string name, int versions)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(RegistryProcessTests).Assembly.Location);
        foreach (var argument in (string[])["-noLogo", "-noColor", "-method", $"{typeof(RegistryProcessTests).FullName}.{nameof(A_writer_finds_in_order_all_that_it_has_written)}"]) start.ArgumentList.Add(argument);
        start.Environment[Together] = $"{folder}|{name}|{versions.ToString(CultureInfo.InvariantCulture)}";
        return Process.Start(start)!;
    }
}
