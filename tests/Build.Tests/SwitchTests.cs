using Cake.Core;

namespace Levain.Host.Tests;

public sealed class SwitchTests
{
    [Theory]
    [InlineData("Train", "stage", "switch `--stage` means nothing to target `Train`", "Train builds whole models")]
    [InlineData("Status", "inputs", "switch `--inputs` means nothing to target `Status`", "only Why prints keys")]
    [InlineData("Verify", "locked", "switch `--locked` means nothing to target `Verify`", "Verify writes no lock")]
    [InlineData("Fsck", "grace", "switch `--grace` means nothing to target `Fsck`", "Fsck removes nothing for its age")]
    [InlineData("Gc", "repair", "switch `--repair` means nothing to target `Gc`", "Gc repairs nothing")]
    [InlineData("Graph", "remote", "switch `--remote` means nothing to target `Graph`", "Graph draws what is here")]
    [InlineData("Status", "commit", "switch `--commit` means nothing to target `Status`", "only Why looks forward from a commit")]
    [InlineData(null, "name", "switch `--name` means nothing to target `Train`", "the default target is Train")]
    public void A_switch_that_the_target_does_not_understand_is_refused(string? target, string name, string message, string why) =>
        Assert.True(message == Assert.Throws<UsageException>(() => HostSwitches.MustBeUnderstood(Arguments(target, name))).Message, why);

    [Theory]
    [InlineData("train", "locked")]
    [InlineData("Default", "keep-going")]
    [InlineData("Why", "stage")]
    [InlineData("Why", "version")]
    [InlineData("Why", "commit")]
    [InlineData("Why", "snapshot")]
    [InlineData("Why", "remote")]
    [InlineData("Bench", "output")]
    [InlineData("Push", "remote")]
    [InlineData("Pull", "jobs")]
    [InlineData("Status", "remote")]
    [InlineData("Bench", "large")]
    [InlineData("Gc", "snapshot")]
    [InlineData("Gc", "dryrun")]
    [InlineData("Gc", "without")]
    [InlineData("Fsck", "repair")]
    public void A_switch_that_the_target_understands_is_taken(string target, string name) => HostSwitches.MustBeUnderstood(Arguments(target, name));

    private static CakeArguments Arguments(string? target, string name) =>
        new(new[] { ("target", target), (name, (string?)"true") }.Where(pair => pair.Item2 is not null).ToLookup(pair => pair.Item1, pair => pair.Item2!, StringComparer.OrdinalIgnoreCase));
}
