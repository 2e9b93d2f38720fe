namespace Levain.Host.Tests;

/// <summary>One run of the real executable: what it printed and how it ended.</summary>
public sealed record HostRun(int ExitCode, string Output, string Errors)
{
    /// <summary>All that a person reads, with what differs from run to run made alike.</summary>
    public string Text => (Errors.Length == 0 ? Output : Output.Length == 0 ? Errors : $"{Errors}\n{Output}") + $"\nexit {ExitCode}";

    /// <summary>Fails with everything that was printed.</summary>
    public HostRun MustEnd(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, not {exitCode}\n{Errors}\n{Output}");
        return this;
    }
}
