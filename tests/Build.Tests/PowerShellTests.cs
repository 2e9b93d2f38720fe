using System.Text.RegularExpressions;

namespace Levain.Build.Tests;

/// <summary>`build.ps1`: the program that it compiles and starts, and the script itself where PowerShell is installed.</summary>
[Collection<LaunchersTogether>]
public sealed class PowerShellTests(LauncherWorkspace workspace)
{
    [Fact]
    public void What_one_launcher_has_compiled_the_other_starts_at_once()
    {
        foreach (var path in (string[])["src/Levain/.hidden.cs", "src/Levain/.hidden", "models/alpha/.config", "models/alpha/é 日.txt", "models/alpha/𝒜.txt", "models/alpha/～.txt",
            "models/alpha/a.received.txt", "models/alpha/a.txt~", "models/alpha/model.lock.json", "models/alpha/obj/a.txt", "models/.tools/a.cs", "models/a/b/c.csproj", "other.props", ".hidden.props"])
            workspace.Write(path, path.EndsWith("props", StringComparison.Ordinal) ? "<Project />" : "");
        File.CreateSymbolicLink(Path.Combine(workspace.Root, "models", "loop"), ".");
        var shell = workspace.Run();
        var current = workspace.Current;

        var program = Run();
        var again = Run("x");
        var shellAgain = workspace.Run();
        workspace.Delete("models/loop");
        workspace.Delete("models/a");
        File.Delete(Path.Combine(workspace.Root, "other.props"));

        Assert.NotEqual(0, shell.Compilations);
        Assert.Equal((0, "", current), (program.Compilations, program.Errors, workspace.Current));
        Assert.EndsWith("Build.dll x", again.Calls[1], StringComparison.Ordinal);
        Assert.Equal(2, again.Calls.Length);
        Assert.Single(shellAgain.Calls);
    }

    [Fact]
    public void An_edited_model_is_compiled_alone_for_both()
    {
        Run();
        workspace.Edit(TinySources.Alpha);

        var program = Run();
        var shell = workspace.Run();

        Assert.Equal((1, "compiling alpha…\n"), (program.Compilations, program.Errors));
        Assert.Equal((0, ""), (shell.Compilations, shell.Errors));
    }

    [Fact]
    public void Sources_that_went_back_after_the_other_launcher_ran_are_not_taken_for_unchanged()
    {
        var source = Path.Combine(workspace.Root, TinySources.Engine);
        var text = workspace.Edit(TinySources.Engine);
        Run();
        var (before, time) = (File.ReadAllText(source), File.GetLastWriteTimeUtc(source));
        workspace.Edit(TinySources.Engine);
        workspace.Run();

        File.WriteAllText(source, before);
        File.SetLastWriteTimeUtc(source, time);

        Assert.Equal(text, Run()["engine"]);
    }

    [Fact]
    public void Arguments_folder_and_exit_code_pass_through()
    {
        var run = Run("--target", "two words", "");

        Assert.Equal("--target|two words|", run["arguments"]);
        Assert.Equal(37, Run("--exit", "37").ExitCode);
        Assert.Equal(workspace.Outside, run["folder"]);
        Assert.Equal("True", run["beta two"]);
    }

    [Fact]
    public void Of_three_first_runs_of_both_launchers_one_compiles_and_the_others_wait()
    {
        var root = workspace.Create("first runs of both launchers");

        LauncherRun[] all = [workspace.StartProgram([], root), workspace.Start([], root), workspace.Start([], root)];
        foreach (var run in all)
            run.Finish();

        var waits = "another build is compiling the host: waiting for it…\n";
        Assert.All(all, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(1, all.Sum(run => run.Compilations));
        Assert.Equal([waits, waits, "compiling the host (first run: about 20 s)…\n"], all.Select(run => run.Errors).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_that_does_not_compile_is_reported_and_the_others_run()
    {
        Run();
        workspace.Write("models/delta/Delta.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        workspace.Write("models/delta/Delta.cs", "namespace Model;\npublic static class Delta { public static double At(double x) => Math.Exp(x); }\n");

        var run = Run();
        var again = Run();
        var current = workspace.Current;
        workspace.Delete("models/delta");

        Assert.Equal(
            """
            compiling delta…
            model `delta` does not compile:
              models/delta/Delta.cs(2,66): error RS0030: The symbol 'Math.Exp(double)' is banned in this project: its last bits depend on the processor: use Exp of Levain.Numerics

            """,
            run.Errors);
        Assert.Equal("True", run["alpha"]);
        Assert.Contains("broken\tdelta\tdelta-", current, StringComparison.Ordinal);
        Assert.Equal(0, again.Compilations);
    }

    [Fact]
    public void A_host_that_does_not_compile_ends_with_its_errors_and_switches_nothing()
    {
        Run();
        var (current, good) = (workspace.Current, File.ReadAllText(Path.Combine(workspace.Root, TinySources.Host)));
        workspace.Write(TinySources.Host, "return nothing;\n");

        var run = Run();
        workspace.Write(TinySources.Host, good);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("the host does not compile:\n  build/Program.cs(1,8): error CS0103", run.Errors, StringComparison.Ordinal);
        Assert.Equal(current, workspace.Current);
        Assert.Equal(0, Run().Compilations);
    }

    [Fact]
    public void Another_SDK_than_the_wanted_is_refused_with_one_sentence()
    {
        Run();
        workspace.Edit(TinySources.Alpha);
        var (shim, launcher) = (Path.Combine(workspace.RuntimeOnly(), "dotnet"), Path.Combine(AppContext.BaseDirectory, "Launcher.dll"));

        var run = workspace.StartCommand([shim, launcher, shim, workspace.Root]).Finish();

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^this build needs the \\.NET SDK 10\\.0\\.\\d+ exactly: [^\n]*\n$", run.Errors);
    }

    [Fact]
    public void A_running_host_keeps_its_files_until_it_ends()
    {
        (string, string?) keepNone = ("LEVAIN_KEPT_HOSTS", "0");
        var before = workspace.Edit(TinySources.Engine);
        var first = workspace.StartProgram(["--wait"], environment: keepNone);
        while (first.ReadLine()?.StartsWith("beta two", StringComparison.Ordinal) == false)
        {
        }

        var folder = Path.Combine(workspace.Hosts, workspace.Current.Split('\n')[0].Split('\t')[1]);
        var after = workspace.Edit(TinySources.Engine);
        var second = workspace.StartProgram([], environment: keepNone).Finish();
        var kept = Directory.Exists(folder);
        first.Type("go on");
        first.Finish();
        workspace.Edit(TinySources.Alpha);
        workspace.StartProgram([], environment: keepNone).Finish();

        Assert.True(kept);
        Assert.Equal((before, after), (first["engine"], second["engine"]));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_source_that_is_edited_while_it_compiles_is_compiled_once_more()
    {
        Run();
        workspace.Edit(TinySources.Engine);
        File.WriteAllText(workspace.BeforeCompileFinishes, $"sed -i 's/edit [0-9]*/moved/' '{Path.Combine(workspace.Root, TinySources.Engine)}'\n");

        var run = Run();

        Assert.Equal("moved", run["engine"]);
        Assert.Equal(2, run.Compilations);
        Assert.Equal(0, Run().Compilations);
    }

    [Fact]
    public void Compiled_ahead_of_time_it_is_the_same_host()
    {
        workspace.Edit(TinySources.Beta);
        var before = Run();

        var run = workspace.StartProgram([], environment: ("LEVAIN_READYTORUN", "now")).Finish();

        if (run.Errors.Contains("could not be compiled", StringComparison.Ordinal))
            Assert.Skip("the ahead-of-time compiler cannot be had: " + File.ReadAllText(Path.Combine(workspace.Hosts, "ahead.log")));
        Assert.DoesNotContain(".jit", workspace.Current, StringComparison.Ordinal);
        Assert.Equal(before["module"], run["module"]);
    }

    [Fact]
    public void The_command_that_compiles_the_launcher_leaves_it_where_the_script_looks_for_it()
    {
        var script = File.ReadAllText(Path.Combine(workspace.Root, "build.ps1"));
        var command = Regex.Match(script, "& \\$dotnet (build .*)\n").Groups[1].Value.Replace("$temporary", ".levain/launcher/tmp.1", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        var moved = Regex.Match(script, "Move\\(\"\\$PSScriptRoot/\\$temporary(/[^\"]*)\"").Groups[1].Value;

        var compile = workspace.StartCommand([Path.Combine(workspace.Shim, "dotnet"), .. command.Split(' ')], workspace.Root).Finish();

        Assert.Equal(0, compile.ExitCode);
        var launcher = workspace.Root + "/.levain/launcher/tmp.1" + moved + "/Launcher.dll";
        var shim = Path.Combine(workspace.Shim, "dotnet");
        Assert.Equal(5, workspace.StartCommand([shim, launcher, shim, workspace.Root, "--exit", "5"]).Finish().ExitCode);
    }

    [Fact]
    public void The_script_itself_passes_arguments_and_exit_code_on()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var pwsh = folders.Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);
        if (pwsh is null) Assert.Skip("PowerShell (`pwsh`) is not installed");

        string[] start = [pwsh, "-NoProfile", "-File", Path.Combine(workspace.Root, "build.ps1")];

        var run = workspace.StartCommand([.. start, "--target", "two words", "a,b", ""]).Finish();
        var failing = workspace.StartCommand([.. start, "--exit", "37"]).Finish();

        Assert.Equal("--target|two words|a,b|", run["arguments"]);
        Assert.Equal(37, failing.ExitCode);
    }

    private LauncherRun Run(params string[] arguments) => workspace.StartProgram(arguments).Finish();
}
