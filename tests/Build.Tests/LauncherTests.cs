using System.Diagnostics;

namespace Levain.Build.Tests;

/// <summary>`build.sh` as a user runs it.</summary>
[Collection<LaunchersTogether>]
public sealed class LauncherTests(LauncherWorkspace workspace)
{
    [Fact]
    public void The_first_run_says_what_it_does_in_one_line_and_passes_the_arguments_on()
    {
        var run = workspace.FirstRun;

        Assert.Equal("compiling the host (first run: about 20 s)…\n", run.Errors);
        Assert.Equal("--target|Train|two words|", run["arguments"]);
        Assert.Equal("True", run["alpha"]);
        Assert.Equal("True", run["beta two"]);
    }

    [Fact]
    public void An_unchanged_build_starts_the_host_and_nothing_else_of_dotnet()
    {
        workspace.Run();

        var run = workspace.Run("x");

        Assert.EndsWith("Build.dll x", Assert.Single(run.Calls), StringComparison.Ordinal);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public void A_touched_file_is_compared_by_content_and_its_new_time_is_recorded()
    {
        workspace.Run();
        var (manifest, current) = (workspace.Manifest, workspace.Current);
        File.SetLastWriteTimeUtc(Path.Combine(workspace.Root, TinySources.Engine), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        var run = workspace.Run();

        Assert.Equal(0, run.Compilations);
        Assert.Equal("", run.Errors);
        Assert.NotEqual(manifest, workspace.Manifest);
        Assert.Equal(current, workspace.Current);
    }

    [Fact]
    public void The_lock_that_a_build_writes_into_a_model_compiles_nothing()
    {
        workspace.Run();
        workspace.Write("models/alpha/model.lock.json", Guid.NewGuid().ToString());

        Assert.Single(workspace.Run().Calls);
    }

    [Fact]
    public void An_edited_model_is_compiled_alone()
    {
        workspace.Run();
        var before = Parts();
        var engine = Path.Combine(workspace.Root, ".levain/build/bin/src/Levain/Levain.dll");
        var compiled = File.GetLastWriteTimeUtc(engine);
        workspace.Edit(TinySources.Alpha);

        var run = workspace.Run();

        Assert.Equal("compiling alpha…\n", run.Errors);
        Assert.Equal([false, true, false], Changed(before));
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(engine));
    }

    [Fact]
    public void A_model_holds_no_copy_of_the_engine()
    {
        workspace.Run();

        var folder = Path.Combine(workspace.Hosts, Parts()[1].Split('\t')[2], "..");

        Assert.Equal(["Alpha.deps.json", "Alpha.dll", "Alpha.pdb", "in-use"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_edited_source_of_the_engine_compiles_everything()
    {
        workspace.Run();
        var before = Parts();
        var text = workspace.Edit(TinySources.Engine);

        var run = workspace.Run();

        Assert.Equal(text, run["engine"]);
        Assert.Equal([true, true, true], Changed(before));
    }

    [Fact]
    public void Sources_that_were_compiled_before_are_not_compiled_again()
    {
        workspace.Edit(TinySources.Alpha);
        workspace.Run();
        var edited = File.ReadAllText(Path.Combine(workspace.Root, TinySources.Alpha));
        workspace.Edit(TinySources.Alpha);
        workspace.Run();

        workspace.Write(TinySources.Alpha, edited);

        Assert.Equal(0, workspace.Run().Compilations);
    }

    // With `flock`: PowerShellTests, for both launchers at once.
    [Fact]
    public void Of_two_first_runs_without_flock_one_waits_and_both_end_well()
    {
        var root = workspace.Create("two first runs");
        var path = ("PATH", workspace.Shim + ":" + workspace.Tools(without: "flock"));

        LauncherRun[] both = [workspace.Start([], root, environment: path), workspace.Start([], root, environment: path)];
        foreach (var run in both)
            run.Finish();

        Assert.All(both, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(1, both.Sum(run => run.Compilations));
        Assert.Equal(
            ["another build is compiling the host: waiting for it…\n", "compiling the host (first run: about 20 s)…\n"],
            both.Select(run => run.Errors).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_lock_whose_owner_died_is_taken_over()
    {
        workspace.Edit(TinySources.Alpha);
        workspace.Write(".levain/compile.locked/owner", "999999999");

        var run = workspace.Start([], environment: ("PATH", workspace.Shim + ":" + workspace.Tools(without: "flock"))).Finish();

        Assert.Equal("compiling alpha…\n", run.Errors);
        Assert.False(Directory.Exists(Path.Combine(workspace.Root, ".levain/compile.locked")));
    }

    [Fact]
    public void A_model_that_does_not_compile_is_reported_and_the_others_run()
    {
        workspace.Run();
        workspace.Write("models/gamma/Gamma.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        workspace.Write("models/gamma/Gamma.cs", "namespace Model;\npublic static class Gamma { public static double At(double x) => Math.Exp(x); }\n");

        var run = workspace.Run();
        var again = workspace.Run();
        var current = workspace.Current;
        workspace.Delete("models/gamma");

        Assert.Equal(
            """
            compiling gamma…
            model `gamma` does not compile:
              models/gamma/Gamma.cs(2,66): error RS0030: The symbol 'Math.Exp(double)' is banned in this project: its last bits depend on the processor: use Exp of Levain.Numerics

            """,
            run.Errors);
        Assert.Equal("True", run["alpha"]);
        Assert.Contains("broken\tgamma\tgamma-", current, StringComparison.Ordinal);
        Assert.Equal(0, again.Compilations);
    }

    [Fact]
    public void A_host_that_does_not_compile_ends_with_its_errors_and_switches_nothing()
    {
        workspace.Run();
        var (current, good) = (workspace.Current, File.ReadAllText(Path.Combine(workspace.Root, TinySources.Host)));
        workspace.Write(TinySources.Host, "return nothing;\n");

        var run = workspace.Run();
        workspace.Write(TinySources.Host, good);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("the host does not compile:\n  build/Program.cs(1,8): error CS0103", run.Errors, StringComparison.Ordinal);
        Assert.Equal(current, workspace.Current);
        Assert.Equal(0, workspace.Run().Compilations);
    }

    [Fact]
    public void It_runs_from_any_folder_and_through_links()
    {
        workspace.Run();
        var link = Path.Combine(workspace.Outside, $"link {Guid.NewGuid():N}");
        File.CreateSymbolicLink(link + "1", Path.Combine(workspace.Root, "build.sh"));
        File.CreateSymbolicLink(link + "2", Path.GetFileName(link + "1"));

        var run = workspace.Start([], script: link + "2", folder: "/usr", environment: ("CDPATH", workspace.Outside)).Finish();

        Assert.Equal("/usr", run["folder"]);
        Assert.Single(run.Calls);
    }

    [Fact]
    public void A_home_that_is_not_there_is_not_needed()
    {
        workspace.Edit(TinySources.Beta);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

        var run = workspace.Start([], environment: [("HOME", "/nowhere"), ("NUGET_PACKAGES", packages), ("TMPDIR", workspace.Outside)]).Finish();

        Assert.Equal("compiling beta two…\n", run.Errors);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Without_dotnet_one_sentence_names_the_version_that_is_wanted()
    {
        var run = workspace.Start([], environment: [("PATH", workspace.Tools()), ("HOME", workspace.Outside)]).Finish();

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^this build needs the \\.NET SDK 10\\.0\\.\\d+ exactly: [^\n]*\n$", run.Errors);
    }

    [Fact]
    public void A_compiled_host_needs_the_runtime_only()
    {
        workspace.Run();
        var runtime = ("PATH", workspace.RuntimeOnly());

        var unchanged = workspace.Start(["x"], environment: runtime).Finish();
        workspace.Edit(TinySources.Alpha);
        var edited = workspace.Start(["x"], environment: runtime).Finish();

        Assert.Equal("x", unchanged["arguments"]);
        Assert.Equal(1, edited.ExitCode);
        Assert.StartsWith("this build needs the .NET SDK", edited.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_host_keeps_its_files_until_it_ends()
    {
        (string, string?) keepNone = ("LEVAIN_KEPT_HOSTS", "0");
        var before = workspace.Edit(TinySources.Engine);
        var first = workspace.Start(["--wait"], environment: keepNone);
        Assert.Equal("host=as written", first.ReadLine());
        while (first.ReadLine()?.StartsWith("beta two", StringComparison.Ordinal) == false)
        {
        }

        var folder = Path.Combine(workspace.Hosts, Parts()[0].Split('\t')[1]);
        var after = workspace.Edit(TinySources.Engine);
        var second = workspace.Start([], environment: keepNone).Finish();
        var kept = Directory.Exists(folder);
        first.Type("go on");
        first.Finish();
        workspace.Edit(TinySources.Alpha);
        workspace.Start([], environment: keepNone).Finish();

        Assert.True(kept);
        Assert.Equal((before, after), (first["engine"], second["engine"]));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_source_that_is_edited_while_it_compiles_is_compiled_once_more()
    {
        workspace.Run();
        workspace.Edit(TinySources.Engine);
        var path = Path.Combine(workspace.Root, TinySources.Engine);
        File.WriteAllText(workspace.BeforeCompileFinishes, $"sed -i 's/edit [0-9]*/moved/' '{path}'\n");

        var run = workspace.Run();

        Assert.Equal("moved", run["engine"]);
        Assert.Equal(2, run.Compilations);
        Assert.Equal(0, workspace.Run().Compilations);
    }

    [Fact]
    public void The_exit_code_is_that_of_the_host()
    {
        Assert.Equal(37, workspace.Run("--exit", "37").ExitCode);
    }

    [Fact]
    public void Ctrl_C_reaches_the_host()
    {
        var run = workspace.Start(["--wait"]);
        while (run.ReadLine()?.StartsWith("arguments", StringComparison.Ordinal) == false)
        {
        }

        Process.Start("kill", ["-INT", $"{run.Id}"]).WaitForExit();

        Assert.Equal(130, run.Finish().ExitCode);
    }

    [Fact]
    public void Compiled_ahead_of_time_it_is_the_same_host()
    {
        var before = workspace.Run();

        var run = workspace.Start([], environment: ("LEVAIN_READYTORUN", "now")).Finish();
        var again = workspace.Start([], environment: ("LEVAIN_READYTORUN", "now")).Finish();

        if (run.Errors.Contains("could not be compiled", StringComparison.Ordinal))
            Assert.Skip("the ahead-of-time compiler cannot be had: " + File.ReadAllText(Path.Combine(workspace.Hosts, "ahead.log")));
        Assert.All(Parts(), part => Assert.Contains(".r2r", part, StringComparison.Ordinal));
        Assert.Equal(before["module"], run["module"]);
        Assert.Equal("", again.Errors);
        Assert.Single(again.Calls);
    }

    private string[] Parts() => workspace.Current.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<bool> Changed(string[] before) => before.Zip(Parts(), (one, other) => one != other);
}
