using System.Diagnostics;

namespace Levain.Soak;

/// <summary>A process that is at work in a workspace while something happens to it.</summary>
internal sealed class Victim : IDisposable
{
    // Longer than any operation on so small a workspace takes, even on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> output, errors;

    private Victim(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public static Victim Start(IReadOnlyList<string> command, Action<ProcessStartInfo>? order = null, params string[] wrapper)
    {
        string[] line = [.. wrapper, Path.Combine(AppContext.BaseDirectory, "Levain.FaultHost"), .. command];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LEVAIN_TEST_LEDGER"] = "";
        order?.Invoke(start);
        return new Victim(Process.Start(start)!);
    }

    public bool EndsWithin(TimeSpan time) => process.WaitForExit(time);

    /// <summary>Kills the process when it still lives after some time.</summary>
    /// <returns>Whether it lived.</returns>
    public bool KillAfter(TimeSpan time)
    {
        if (process.WaitForExit(time)) return false;
        process.Kill();
        return true;
    }

    public Ending End()
    {
        var hangs = !process.WaitForExit(Patience);
        if (hangs) process.Kill();
        process.WaitForExit();
        return new Ending(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult(), hangs);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}

/// <summary>How a victim ended, and what it said.</summary>
internal sealed record Ending(int ExitCode, string Output, string Errors, bool Hung)
{
    public const int Killed = 137;

    /// <summary>What is wrong with the ending, or null: a process that meets a fault does its work, or says in sentences why it cannot.</summary>
    public string? Fault =>
        Hung ? "it hangs"
        : ExitCode is 0 or Killed ? null
        : ExitCode != 1 ? $"it ended with {ExitCode}: {Begin}"
        : Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines && lines.All(line => line.StartsWith("error: ", StringComparison.Ordinal)) ? null
        : $"it did not end with a sentence: {Begin}";

    // The first lines of a stack tell enough.
    private string Begin => string.Join('\n', Errors.Split('\n').Take(6)).Trim();
}
