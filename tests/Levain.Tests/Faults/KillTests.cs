using System.Globalization;
using Levain.Store;

namespace Levain.Tests.Faults;

/// <summary>A build may be killed at any moment: the next one needs nobody's help, and what was finished stays finished.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("LEVAIN_SOAK") == "1" ? 1000 : 100;

    private readonly FaultWorkspace killed = new(), undisturbed = new();
    private readonly Dictionary<int, byte[]> locks = [];
    private readonly Dictionary<string, Digest> keys = new(StringComparer.Ordinal);
    private int generation, lost, kept;

    public void Dispose()
    {
        killed.Dispose();
        undisturbed.Dispose();
    }

    [Fact]
    public async Task A_build_that_is_killed_at_any_moment_goes_on_where_it_was()
    {
        var random = new Random(4711);
        for (var kill = 0; kill < Kills; kill++) await KillAsync(TimeSpan.FromMilliseconds(random.Next(0, 450)));

        var last = killed.Run(["build", "wide", $"{generation}"], killed.NewLedger());

        Assert.Equal(new Ended(0, "", ""), last);
        Assert.Equal(await LockOfAsync(generation), await File.ReadAllBytesAsync(killed.LockPath, TestContext.Current.CancellationToken));
        killed.VerifyObjects();
        Assert.Empty(Directory.GetFileSystemEntries(killed.PathOf("damaged")));
        Assert.Empty(Directory.GetFileSystemEntries(killed.PathOf("tmp")));
        Assert.DoesNotContain(killed.Files("actions"), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal(["model.lock.json"], Directory.GetFileSystemEntries(Path.GetDirectoryName(killed.LockPath)!).Select(Path.GetFileName));
        Assert.All(killed.Files("locks"), path => ProcessLock.TryAcquire(path, "nobody has it")!.Dispose());
        // On a busy machine few builds come to their end, but every one takes over what was finished.
        Assert.True(lost > Kills / 3 && kept > Kills, $"{generation} generations, {lost} interrupted, {kept} kept: too few for a test");
        output.WriteLine($"{Kills} kills, {generation} builds done between them, {lost} kills met a running build, {kept} finished stages were there again");
    }

    private async Task KillAsync(TimeSpan after)
    {
        var before = killed.Recorded();
        var ledger = killed.NewLedger();
        using var child = killed.Start(["forever", $"{generation}"], ledger);
        Assert.Equal($"building {generation}", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        if (child.WaitForExit(after)) Assert.Fail($"the build of generation {generation} failed after kills: {await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        child.Kill();
        child.WaitForExit();

        var first = generation;
        var said = (await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (said is [.., var line] && line.StartsWith("building ", StringComparison.Ordinal)) generation = int.Parse(line[9..], CultureInfo.InvariantCulture);
        if (said.Length % 2 == 0) lost++;

        await LockOfAsync(first);
        foreach (var stage in Directory.GetFiles(Path.Combine(ledger, $"{first}")).Select(path => Path.GetFileName(path)))
            Assert.False(keys.TryGetValue($"{first} {stage}", out var key) && before.Contains(key), $"`{stage}` was recorded before the kill and ran again");
        kept += keys.Count(key => key.Key.StartsWith($"{first} ", StringComparison.Ordinal) && before.Contains(key.Value));
        await CheckLockAsync(first);
    }

    /// <summary>The lock file is that of a build that was finished, byte for byte.</summary>
    private async Task CheckLockAsync(int first)
    {
        if (!File.Exists(killed.LockPath)) return;
        var found = await File.ReadAllBytesAsync(killed.LockPath, TestContext.Current.CancellationToken);
        for (var g = Math.Max(0, first - 1); g <= generation; g++)
            if ((await LockOfAsync(g)).AsSpan().SequenceEqual(found)) return;
        Assert.Fail($"the lock belongs to none of the generations up to {generation}: {System.Text.Encoding.UTF8.GetString(found)}");
    }

    private async Task<byte[]> LockOfAsync(int wanted)
    {
        if (locks.TryGetValue(wanted, out var known)) return known;
        var finished = new FinishedStages();
        var report = await undisturbed.BuildAsync(wanted, events: finished);
        // Of a sub-stage the ledger knows its own name only.
        foreach (var outcome in report.Outcomes.Concat(finished.Outcomes)) keys[$"{wanted} {outcome.Stage.Split('/')[^1]}"] = outcome.Key!.Value;
        return locks[wanted] = await File.ReadAllBytesAsync(undisturbed.LockPath, TestContext.Current.CancellationToken);
    }
}
