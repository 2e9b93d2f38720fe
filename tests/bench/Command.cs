using System.Diagnostics;
using System.Globalization;

namespace Levain.Bench;

/// <summary>A program with its arguments, run as a person would: as a process of its own, and what it prints is not shown.</summary>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds until the process has ended.</summary>
    public double Run()
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start();
        // Both pipes are drained, so that it never waits for us.
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        MustHaveWorked(process, errors.Result);
        return seconds;
    }

    /// <summary>What it prints.</summary>
    public string Read()
    {
        using var process = Start();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        MustHaveWorked(process, errors.Result);
        return output;
    }

    /// <summary>Seconds until it says a line on standard error that begins with <paramref name="word"/>.</summary>
    public double RunUntil(string word)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        double? seconds = null;
        var said = new List<string>();
        while (process.StandardError.ReadLine() is { } line)
        {
            if (seconds is null && line.StartsWith(word, StringComparison.Ordinal)) seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            said.Add(line);
        }

        process.WaitForExit();
        output.Wait();
        MustHaveWorked(process, string.Join('\n', said));
        return seconds ?? throw new BuildException($"`{this}` never said `{word}`: {string.Join(" / ", said)}");
    }

    /// <summary>The most memory in MB that the process had at any time. A run of its own: asking costs time.</summary>
    public double PeakMemory()
    {
        using var process = Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var most = 0.0;
        while (!process.WaitForExit(2)) most = Math.Max(most, HighWater(process.Id));
        output.Wait();
        MustHaveWorked(process, errors.Result);
        return most;
    }

    public override string ToString() => $"{Program} {string.Join(' ', Arguments)}";

    private Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new BuildException($"`{this}` could not be started");
        process.StandardInput.Close();
        return process;
    }

    private void MustHaveWorked(Process process, string errors)
    {
        if (process.ExitCode != 0) throw new BuildException($"`{this}` failed with exit code {process.ExitCode}: {errors.Trim()}");
    }

    // The kernel keeps the mark itself, so that only what comes in the last two milliseconds is missed.
    private static double HighWater(int process)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{process}/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal)) return double.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            // It has just ended.
        }

        return 0;
    }
}
