namespace Levain.Host.Tests.Faults;

/// <summary>A running host that is told to end, or killed.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("levain-signal-").FullName;

    public SignalTests()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("signals and /proc are Linux's");
    }

    public void Dispose()
    {
        using var remove = System.Diagnostics.Process.Start("sh", ["-c", $"chmod -R u+w '{root}'; rm -rf '{root}'"]);
        remove.WaitForExit();
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_build_that_is_told_to_end_ends_soon_and_keeps_what_was_finished(string signal, int exitCode)
    {
        if (signal == "HUP" && IsHangUpIgnored()) Assert.Skip("hang-ups are ignored here, as under `nohup`, and programs inherit that");
        using (var host = HostProcess.Start(root, "endless", "--target Train --jobs 1"))
        {
            host.WaitFor("started    Endless");
            HostProcess.Signal(host.Process.Id, signal);

            var ended = host.End();

            Assert.Equal(exitCode, ended.ExitCode);
            Assert.Contains("stopped: what was finished is kept", ended.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
            Assert.InRange(ended.After, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(root, ".levain", "locks")));
        using var status = HostProcess.Start(root, "endless", "--target Status");
        status.End();
        Assert.Matches("(?m)^Seed +cached", status.Output);
        Assert.Matches(@"(?m)^Shard\[0\] +cached", status.Output);
        Assert.Matches("(?m)^Endless +stale", status.Output);
    }

    // The lowest bit of the mask is signal 1.
    private static bool IsHangUpIgnored() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[^1] is '1' or '3' or '5' or '7' or '9' or 'b' or 'd' or 'f';

    [Fact]
    public void A_stage_that_does_not_listen_is_left_behind()
    {
        using var host = HostProcess.Start(root, "deaf", "--target Train");
        host.WaitFor("started    Endless");
        HostProcess.Signal(host.Process.Id, "TERM");

        var ended = host.End();

        Assert.Equal(143, ended.ExitCode);
        Assert.InRange(ended.After, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4.5));
    }

    [Fact]
    public void The_second_request_ends_the_process_at_once()
    {
        using var host = HostProcess.Start(root, "deaf", "--target Train");
        host.WaitFor("started    Endless");
        HostProcess.Signal(host.Process.Id, "INT");
        Assert.False(host.Process.WaitForExit(300));
        HostProcess.Signal(host.Process.Id, "INT");

        var ended = host.End();

        Assert.Equal(130, ended.ExitCode);
        Assert.InRange(ended.After, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public void A_worker_ends_with_its_host(string signal)
    {
        using (var build = HostProcess.Start(root, "hangs", "--target Train")) Assert.Equal(0, build.End().ExitCode);
        using var host = HostProcess.Start(root, "hangs", "--target Verify --stage HangsInWorker");
        var worker = host.WaitForChild("--worker");

        HostProcess.Signal(host.Process.Id, signal);
        host.Process.WaitForExit();

        Assert.True(HostProcess.IsGone(worker), "the worker computes on for nobody");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void The_terminal_gets_its_cursor_back(string signal, int exitCode)
    {
        if (!File.Exists("/usr/bin/script")) Assert.Skip("`script`, which gives a terminal, is not installed");
        using var host = HostProcess.Start(root, "endless", "--target Train", onTerminal: true);
        var process = host.WaitForChild("Build.dll");
        // The stage that runs for ever is on the screen once its lock is held.
        while (!Directory.Exists(Path.Combine(root, ".levain", "scratch", "fault", "Endless"))) Assert.False(host.Process.WaitForExit(20), "the host ended");
        Assert.False(host.Process.WaitForExit(300));

        HostProcess.Signal(process, signal);

        Assert.Equal(exitCode, host.End().ExitCode);
        var screen = host.Output;
        Assert.Contains("\e[?25l", screen, StringComparison.Ordinal);
        Assert.True(screen.LastIndexOf("\e[?25h", StringComparison.Ordinal) > screen.LastIndexOf("\e[?25l", StringComparison.Ordinal), "the cursor stays hidden");
    }
}
