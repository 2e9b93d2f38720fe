using System.Text.Json;
using System.Text.RegularExpressions;
using Levain.Host.Tests.Faults;
using Levain.Testing;

namespace Levain.Host.Tests;

/// <summary>Models are registered, approved, promoted and rolled back through the real host.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed partial class RegistryTests(BuiltWorkspace workspace) : IDisposable
{
    // A registry of this test alone, which another clone reaches too.
    private readonly string remote = Directory.CreateTempSubdirectory("levain-remote-").FullName;

    public void Dispose() => Directory.Delete(remote, recursive: true);

    [Fact]
    public void A_model_is_registered_approved_promoted_and_rolled_back()
    {
        var registered = Run("anna", "Register", "--model", "judged", "--set", "TrainLogistic.Options.L2=50");
        var early = Run("anna", "Promote", "--model", "judged", "--version", "1");
        var approved = Run("bert", "Approve", "--group", "judged", "--version", "latest", "--reason", "better than guessing");
        var promoted = Run("bert", "Promote", "--group", "judged", "--version", "1");
        var again = Run("anna", "Register", "--model", "judged", "--set", "TrainLogistic.Options.L2=50");
        var better = Run("anna", "Register", "--model", "judged");
        var worse = Run("anna", "Register", "--model", "judged", "--set", "TrainLogistic.Options.L2=500");
        Run("bert", "Approve", "--group", "judged", "--version", "2");
        var next = Run("bert", "Promote", "--group", "judged", "--version", "2");
        var back = Run("anna", "Rollback", "--group", "judged", "--reason", "complaints");
        var list = Run("anna", "Models", "--group", "judged");
        var all = Run("anna", "Models");

        Assert.Equal([0, 1, 0, 0, 0, 0, 1, 0, 0], new[] { registered, early, approved, promoted, again, better, worse, next, back }.Select(run => run.ExitCode));
        Verified.Text(Alike(string.Join("\n\n", new[] { registered, early, approved, promoted, again, better, worse, next, back, list, all }.Select(run => (Told().Replace(run.Errors, "") + run.Output).TrimEnd()))));
    }

    [Fact]
    public void What_one_clone_registers_another_approves()
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);
        using var clones = new Remotes.Clones();

        var approved = clones.Run(clones.Second, $"--target Approve --group judged --version 1 --remote {remote}").MustEnd(0);
        using var shown = JsonDocument.Parse(Run("anna", "Models", "--group", "judged", "--version", "1", "--json").MustEnd(0).Output);

        Assert.Equal("judged version 1 is approved\n", approved.Output);
        Assert.Equal("approved", shown.RootElement.GetProperty("state").GetString());
        // Its bytes are there too: nothing is left to be pushed.
        Assert.DoesNotContain("pushed", workspace.Run("--target", "Push", "--model", "judged", "--remote", remote).MustEnd(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_registered_alone_is_shared_by_the_first_push()
    {
        var alone = workspace.RunWith([("LEVAIN_USER", "anna")], "--target", "Register", "--model", "judged", "--set", "Points.Seed=9");
        using var own = workspace.Removed(".levain/registry");

        var pushed = Run("anna", "Push", "--model", "judged").MustEnd(0);
        var listed = Run("bert", "Models", "--group", "judged").MustEnd(0);

        Assert.Equal(0, alone.ExitCode);
        Assert.Contains("the registry of this clone: 1 entry brought to", pushed.Errors, StringComparison.Ordinal);
        Assert.Contains("pending", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_champion_stands_the_test_of_every_candidate()
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);
        Run("anna", "Approve", "--group", "judged", "--version", "1").MustEnd(0);
        Run("anna", "Promote", "--group", "judged", "--version", "1").MustEnd(0);

        // Other points: the champion was never judged by them.
        using var other = JsonDocument.Parse(Run("anna", "Register", "--model", "judged", "--set", "Points.Seed=4", "--json").Output);
        using var first = JsonDocument.Parse(Run("anna", "Models", "--group", "judged", "--version", "1", "--json").Output);

        var gate = other.RootElement.GetProperty("registered")[0].GetProperty("gates").EnumerateArray().Single(each => each.GetProperty("required").GetString() == "better than the champion");
        Assert.NotEqual(first.RootElement.GetProperty("metrics").GetProperty("logloss").GetProperty("value").GetDouble(), gate.GetProperty("champion").GetDouble());
    }

    [Theory]
    [InlineData(2, "no version is named", "Approve", "--group", "judged")]
    [InlineData(1, "group `judged` has no version 9", "Approve", "--group", "judged", "--version", "9")]
    [InlineData(1, "group `judged` has no version `produktion`", "Promote", "--group", "judged", "--version", "produktion")]
    [InlineData(2, "a rejection needs a reason", "Reject", "--group", "judged", "--version", "1")]
    [InlineData(2, "has no group `juged`", "Models", "--group", "juged")]
    [InlineData(1, "no version of `judged` is `production`", "Rollback", "--group", "judged")]
    [InlineData(1, "version 1 of `judged` is waiting for approval", "Promote", "--group", "judged", "--version", "1")]
    [InlineData(2, "no model that is asked for registers anything", "Register", "--model", "tea")]
    public void What_cannot_be_decided_is_told_in_a_sentence(int exitCode, string why, params string[] arguments)
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);

        var run = Run("anna", arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n   at ", run.Errors, StringComparison.Ordinal);
    }

    private HostRun Run(string person, params string[] arguments) =>
        workspace.RunWith([("LEVAIN_USER", person), ("LEVAIN_REMOTE", remote)], ["--target", .. arguments]);

    private static string Alike(string text) => Brief().Replace(Moment().Replace(text, "0000-00-00 00:00Z"), "‹digest›");

    // Progress, which depends on what ran before.
    [GeneratedRegex(@"(?m)^(started|built|unchanged|pushing|fetched|cached) .*\n")]
    private static partial Regex Told();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\dZ")]
    private static partial Regex Moment();

    [GeneratedRegex(@"\b[0-9a-f]{12}\b")]
    private static partial Regex Brief();
}
