using System.Diagnostics;

namespace Levain.Build.Tests;

/// <summary>One run of the launcher: what it printed, what it called, how it ended.</summary>
public sealed class LauncherRun(Process process, string calls)
{
    private readonly Task<string> errors = process.StandardError.ReadToEndAsync();
    private string? output;

    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    public string Output => output!;

    public string Errors => errors.Result;

    /// <summary>How often `dotnet` was asked to compile.</summary>
    public int Compilations => Calls.Count(call => call.StartsWith("msbuild", StringComparison.Ordinal));

    public string[] Calls => File.Exists(calls) ? File.ReadAllLines(calls) : [];

    /// <summary>The value of a line `name=value` of the output.</summary>
    public string this[string name] => Output.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    public string? ReadLine() => process.StandardOutput.ReadLine();

    public void Type(string line) => process.StandardInput.WriteLine(line);

    public LauncherRun Finish()
    {
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return this;
    }
}
