using System.Diagnostics;

namespace Cake.Frosting.Tests;

/// <summary>A real host as a process: what reaches the shell.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("", 0, "data\ntrained \n", "the default target")]
    [InlineData("--target Train --model a --model b", 0, "data\ntrained a+b\n", "a declared switch")]
    [InlineData("--target Fail", 7, "", "the code of the exception that a task throws")]
    [InlineData("--target Trian", 2, "", "wrong usage")]
    [InlineData("--dryrun", 0, "Data\nTrain\nDefault\n", "a dry run")]
    [InlineData("--version", 0, "0.1.0\n", "the version of the host itself")]
    public void The_exit_code_and_the_data_reach_the_shell(string arguments, int exitCode, string output, string why)
    {
        var run = Run(arguments);

        Assert.True((run.ExitCode, run.Output) == (exitCode, output), $"{why}: {run}");
    }

    [Fact]
    public void Into_a_pipe_go_no_escape_sequences() =>
        Assert.DoesNotContain('\u001b', string.Concat(Run("--target Fail --target Data -v diagnostic")));

    [Fact]
    public void Info_names_the_engine() => Assert.Contains("Cake.Core 7.0.0\n", Run("--info").Output, StringComparison.Ordinal);

    private static (int ExitCode, string Output, string Error) Run(string arguments)
    {
        // bin/Release/net10.0 of this project and of the host differ in the project's name alone.
        var program = Path.Combine(AppContext.BaseDirectory.Replace("Cake.Frosting.Tests", "Cake.Frosting.SampleHost", StringComparison.Ordinal), "Cake.Frosting.SampleHost");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
