using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using Levain.Testing;

namespace Levain.Host.Tests;

/// <summary>`Verify` names what a stage reads besides its inputs.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class PurityTests(BuiltWorkspace workspace)
{
    private const string Sandbox = "sandbox: no undeclared file, no network", Chance = "run again: random numbers";

    [Fact]
    public void Verify_names_what_each_impure_stage_reads()
    {
        if (!File.Exists("/usr/bin/bwrap") || !Directory.Exists("/usr/lib/x86_64-linux-gnu/faketime")) Assert.Skip("bubblewrap or faketime is not installed");
        workspace.Run("--target", "Train", "--model", "impure").MustEnd(0);

        var run = workspace.Run("--target", "Verify", "--model", "impure").MustEnd(1);

        var found = Found(run.Output);
        Assert.Equal("", string.Join('\n', Culprits.Where(each => !Accepts(each.Culprits, found[each.Stage])).Select(each => $"{each.Stage}: not `{each.Culprits}` but `{found[each.Stage]}`")));
    }
