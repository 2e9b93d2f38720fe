using System.Diagnostics;
using System.Globalization;
using Levain.Testing;

namespace Levain.Host.Tests.Faults;

/// <summary>The real host in a process of its own, with the fault program's pipelines as its only model.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Task<string> output;

    private HostProcess(Process process)
    {
        Process = process;
        output = process.StandardOutput.ReadToEndAsync();
    }

    public Process Process { get; }

    public string Output => output.GetAwaiter().GetResult();

    public static HostProcess Start(string root, string pipeline, string arguments, bool onTerminal = false)
    {
        var model = Path.Combine(TestSource.Root, "tests", "Levain.FaultHost", "bin", "Release", "net10.0", "Levain.FaultHost.dll");
        var command = $"exec '{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' '{Path.Combine(AppContext.BaseDirectory, "Build.dll")}' {arguments}";
        var start = onTerminal ? new ProcessStartInfo("script", ["-qfec", command, "/dev/null"]) : new ProcessStartInfo("sh", ["-c", command]);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.WorkingDirectory = root;
        start.Environment["LEVAIN_HOST"] = $"{Path.Combine(root, ".levain", "hosts")}\nhost\tnone\nmodel\tfault\t{model}\n";
        start.Environment["LEVAIN_TEST_PIPELINE"] = pipeline;
        start.Environment["TERM"] = "xterm";
        foreach (var name in new[] { "CI", "NO_COLOR" }) start.Environment.Remove(name);
        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line on the error stream that begins with some words.</summary>
    public void WaitFor(string words)
    {
        while (Process.StandardError.ReadLine() is { } line)
            if (line.StartsWith(words, StringComparison.Ordinal)) return;
        Assert.Fail($"the host ended before it said `{words}`: {Output}");
    }

    /// <summary>Waits for a process below this one whose command line has some words in it.</summary>
    public int WaitForChild(string words)
    {
        for (; ; )
        {
            if (Below(Process.Id).FirstOrDefault(id => CommandLine(id).Contains(words, StringComparison.Ordinal)) is > 0 and var found) return found;
            Assert.False(Process.WaitForExit(10), $"the host ended before it started `{words}`");
        }
    }

    public static void Signal(int process, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>How long the host takes to end, and how it ends.</summary>
    public (int ExitCode, TimeSpan After, string Errors) End()
    {
        var started = Stopwatch.GetTimestamp();
        var errors = Process.StandardError.ReadToEnd();
        Process.WaitForExit();
        return (Process.ExitCode, Stopwatch.GetElapsedTime(started), errors);
    }

    /// <summary>Whether a process is there and computes, or is gone within a moment.</summary>
    public static bool IsGone(int process)
    {
        try
        {
            using var other = Process.GetProcessById(process);
            return other.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        Process.Dispose();
    }

    private static IEnumerable<int> Below(int parent)
    {
        foreach (var child in Directory.GetDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0 && ParentOf(id) == parent))
        {
            yield return child;
            foreach (var below in Below(child)) yield return below;
        }
    }

    private static int ParentOf(int process)
    {
        var stat = Read(process, "stat");
        return stat.Length == 0 ? 0 : int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static string CommandLine(int process) => Read(process, "cmdline").Replace('\0', ' ');

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
