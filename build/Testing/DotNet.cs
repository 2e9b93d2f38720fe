using System.Diagnostics;

namespace Levain.Host.Testing;

/// <summary>Runs the <c>dotnet</c> command, with what it says on standard error.</summary>
internal static class DotNet
{
    public static async Task RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var code = await StartAsync(Command, arguments, folder, cancellation);
        if (code != 0) throw new BuildException($"`dotnet {arguments[0]} {arguments[1]}` failed with exit code {code}");
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> StartAsync(string command, IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        // The host was started with settings of its own, which must not reach tests that start hosts.
        start.Environment.Remove("LEVAIN_HOST");
        using var process = Process.Start(start) ?? throw new BuildException($"`{command}` could not be started");
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line) Console.Error.WriteLine(line);
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    public static string Command => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
