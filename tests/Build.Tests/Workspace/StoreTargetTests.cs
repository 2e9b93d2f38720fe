using System.Text.RegularExpressions;
using Levain.Testing;

namespace Levain.Host.Tests;

/// <summary>Gc and Fsck from the command line.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed partial class StoreTargetTests(BuiltWorkspace workspace)
{
    [Fact]
    public void A_collection_leaves_what_the_locks_name()
    {
        workspace.Run("--target", "Train", "--model", "tea").MustEnd(0);

        var dry = workspace.Run("--target", "Gc", "--grace", "0", "--dryrun").MustEnd(0);
        var real = workspace.Run("--target", "Gc", "--grace", "0").MustEnd(0);

        Assert.Equal(Freed().Match(dry.Output).Value.Replace("would free", "freed", StringComparison.Ordinal), Freed().Match(real.Output).Value);
        Assert.DoesNotContain(" stale ", workspace.Run("--target", "Status", "--model", "tea").MustEnd(0).Output, StringComparison.Ordinal);
        Assert.Contains(": 0 findings", workspace.Run("--target", "Fsck").MustEnd(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damage_is_told_repaired_and_built_again()
    {
        workspace.Run("--target", "Train", "--model", "tea").MustEnd(0);
        foreach (var path in Directory.GetFiles(workspace.PathOf(".levain/objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.AppendAllText(path, "!");
        }

        Assert.Contains("stage `Brew[green]` of `tea` (sample/dev) at the working tree", workspace.Run("--target", "Fsck").MustEnd(1).Output, StringComparison.Ordinal);
        workspace.Run("--target", "Fsck", "--repair").MustEnd(0);
        workspace.Run("--target", "Fsck").MustEnd(0);
        workspace.Run("--target", "Train", "--model", "tea").MustEnd(0);
    }

    [Fact]
    public void A_damaged_format_is_written_anew()
    {
        workspace.Run("--target", "Train", "--model", "tea").MustEnd(0);
        File.Delete(workspace.PathOf(".levain/format"));
        File.WriteAllText(workspace.PathOf(".levain/format"), "nonsense");

        workspace.Run("--target", "Fsck").MustEnd(0);
        Assert.StartsWith("levain.store/", workspace.Read(".levain/format"), StringComparison.Ordinal);
    }

    [GeneratedRegex("(would free|freed) .*")]
    private static partial Regex Freed();
}
