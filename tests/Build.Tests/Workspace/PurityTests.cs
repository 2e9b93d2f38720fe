using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using Levain.Testing;

namespace Levain.Host.Tests;

/// <summary>`Verify` names what a stage reads besides its inputs, and the sandbox keeps it from there.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class PurityTests(BuiltWorkspace workspace)
{
    private const string Sandbox = "sandbox: no undeclared file, no network";

    // By stage: the circumstances that must be named, all of them and no others.
    private static readonly (string Stage, string[] Culprits)[] Expected =
    [
        ("Ticks", ["clock"]),
        ("Day", ["clock"]),
        ("Variable", ["environment"]),
        ("Home", ["environment", Sandbox]),
        ("Threads", ["threads"]),
        ("Processors", ["threads"]),
        ("Decimals", ["culture"]),
        ("CultureName", ["culture"]),
        ("Zone", ["time zone"]),
        ("RelativeFile", ["working directory", Sandbox]),
        ("WorkspaceFile", [Sandbox]),
        ("SystemFile", [Sandbox]),
        ("Network", [Sandbox]),
        ("Listing", ["file system and directory order"]),
        ("StringHash", ["run again"]),
        ("FreshGuid", ["run again"]),
        ("WorkingDirectory", ["working directory", Sandbox]),
        ("VectorWidth", ["vector width"]),
        ("ParallelSum", ["threads"]),
        ("LibraryExponential", ["processor without FMA and AVX2"]),
        ("HostName", [Sandbox]),
        ("Parent", ["environment"]),
    ];

    [Fact]
    public void Verify_names_what_each_impure_stage_reads()
    {
        SkipWithout("/usr/bin/bwrap", "/usr/lib/x86_64-linux-gnu/faketime", "/dev/shm");
        if (!Fma.IsSupported || !Avx2.IsSupported) Assert.Skip("this processor has no FMA or AVX2 to take away");
        workspace.Run("--target", "Train", "--model", "impure").MustEnd(0);

        var run = workspace.Run("--target", "Verify", "--model", "impure").MustEnd(1);

        var found = Found(run.Output);
        Assert.Equal(Lines(Expected.Select(each => (each.Stage, each.Culprits))), Lines(Expected.Select(each => (each.Stage, found.GetValueOrDefault(each.Stage, []).ToArray()))));
        Assert.EndsWith("22 stages: 22 NOT reproducible\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_says_what_it_could_not_vary()
    {
        // A PATH without bubblewrap: only the commands that the launcher itself uses.
        var tools = workspace.ToolsWithout("bwrap");
        workspace.Run("--target", "Train", "--model", "pure").MustEnd(0);

        var run = workspace.RunWith([("PATH", tools)], "--target", "Verify", "--model", "pure", "--stage", "Exponentials").MustEnd(0);

        Assert.Contains("not varied: sandbox: needs the Debian package `bubblewrap`", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Pure_stages_and_their_sub_stages_are_reproducible()
    {
        workspace.Run("--target", "Train", "--model", "pure").MustEnd(0);

        var run = workspace.Run("--target", "Verify", "--model", "pure").MustEnd(0);

        Assert.Contains("pure/Halves: reproducible", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("3 stages: all reproducible\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_reads_as_verified()
    {
        SkipWithout("/usr/bin/bwrap", "/usr/lib/x86_64-linux-gnu/faketime", "/dev/shm");
        workspace.Run("--target", "Train", "--model", "impure").MustEnd(0);

        Verified.Text(workspace.Run("--target", "Verify", "--model", "impure", "--stage", "Decimals", "--stage", "WorkspaceFile").Text);
    }

    [Fact]
    public void Verify_refuses_what_is_not_built()
    {
        var run = workspace.Run("--target", "Verify", "--model", "tea", "--set", "Boil.Degrees=33").MustEnd(1);

        Assert.Contains("error: stage `Boil` is not up to date, so there is nothing to compare with\n  hint: build it first: `--target Train --model tea`", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exponential_of_libm_depends_on_the_processor()
    {
        if (!Fma.IsSupported) Assert.Skip("this processor has no FMA to take away");

        Assert.NotEqual(Exponentials(""), Exponentials("glibc.cpu.hwcaps=-FMA,-AVX2"));
    }

    [Fact]
    public void A_banned_symbol_does_not_compile_and_the_error_says_what_to_use()
    {
        Assert.Contains("models/banned/Banned.cs(12,20): error RS0030: The symbol 'Math.Exp(double)' is banned in this project: its last bits depend on the processor: use Exp of Levain.Numerics", workspace.FirstRun.Errors, StringComparison.Ordinal);
        Assert.Contains("'DateTime.UtcNow' is banned in this project: a stage has no clock: take the time from its inputs or options", workspace.FirstRun.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sandbox_gives_a_pure_model_the_same_digests()
    {
        SkipWithout("/usr/bin/bwrap");
        workspace.Run("--target", "Train", "--model", "pure").MustEnd(0);
        var before = workspace.Read("models/pure/model.lock.json");
        foreach (var folder in (string[])["actions", "objects"]) Directory.Delete(workspace.PathOf($".levain/{folder}"), recursive: true);

        var run = workspace.Run("--target", "Train", "--model", "pure", "--engine", "sandbox", "--locked").MustEnd(0);

        Assert.Contains("pure: 3 unchanged", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, workspace.Read("models/pure/model.lock.json"));
    }

    [Fact]
    public void A_build_that_succeeds_locally_fails_in_the_sandbox_with_one_sentence()
    {
        SkipWithout("/usr/bin/bwrap");
        var sandboxed = workspace.Run("--target", "Train", "--model", "reaching", "--engine", "sandbox", "--keep-going").MustEnd(1);

        var local = workspace.Run("--target", "Train", "--model", "reaching").MustEnd(0);

        Assert.Contains("2 built", local.Output, StringComparison.Ordinal);
        Assert.Contains("error: stage `ReadsPath` failed: FileNotFoundException: Could not find file '/etc/passwd'.", sandboxed.Errors, StringComparison.Ordinal);
        Assert.Contains("error: stage `Connects` failed: SocketException: Connection refused", sandboxed.Errors, StringComparison.Ordinal);
        Assert.Contains("make what it reads an input", sandboxed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n   at ", sandboxed.Errors, StringComparison.Ordinal);
    }

    /// <summary>By stage, the names of the variations under which it was not the same.</summary>
    private static Dictionary<string, List<string>> Found(string output)
    {
        var found = new Dictionary<string, List<string>>();
        List<string>? current = null;
        foreach (var line in output.Split('\n'))
            if (line.StartsWith("impure/", StringComparison.Ordinal)) found[line["impure/".Length..line.IndexOf(':', StringComparison.Ordinal)]] = current = [];
            else if (line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ') current!.Add(line.StartsWith($"  {Sandbox}", StringComparison.Ordinal) ? Sandbox : line[2..line.IndexOf(':', StringComparison.Ordinal)]);

        return found;
    }

    private static string Lines(IEnumerable<(string Stage, string[] Culprits)> stages) => string.Join('\n', stages.Select(each => $"{each.Stage}: {string.Join(", ", each.Culprits)}"));

    // A child of this very test: glibc reads its tunables when a process starts.
    private static string Exponentials(string tunables)
    {
        // Started by its own name, or as an argument of dotnet.
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(PurityTests).Assembly.Location] : [];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. program, "-noLogo", "-class", typeof(ExponentialChild).FullName!, "-explicit", "only"]) { RedirectStandardOutput = true };
        var file = Path.GetTempFileName();
        start.Environment["GLIBC_TUNABLES"] = tunables;
        start.Environment[ExponentialChild.File] = file;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var bits = File.ReadAllText(file);
            Assert.NotEqual("", bits);
            return bits;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void SkipWithout(params string[] paths)
    {
        if (paths.FirstOrDefault(path => !Path.Exists(path)) is { } missing) Assert.Skip($"{missing} is not there");
    }
}

/// <summary>What <see cref="PurityTests"/> runs in a process of its own.</summary>
public sealed class ExponentialChild
{
    public const string File = "LEVAIN_TEST_EXPONENTIALS";

    [Fact(Explicit = true)]
    public void Exponentials()
    {
        if (Environment.GetEnvironmentVariable(File) is not { } file) return;
        var sum = 0L;
        for (var i = 0; i < 300_000; i++) sum += BitConverter.DoubleToInt64Bits(Math.Exp(i * 7.3e-5 - 11));
        System.IO.File.WriteAllText(file, sum.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
