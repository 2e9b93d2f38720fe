using System.Diagnostics;

namespace Levain.Host.Testing;

/// <summary>A program of the project that a target builds and runs. Its output is ours: tables and JSON go through untouched.</summary>
internal sealed record ToolProgram(string Name, string Folder)
{
    public async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        Console.Error.WriteLine($"building {Name}…");
        await DotNet.RunAsync(Folder, ["build", $"{Name}.csproj", "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary"], cancellation);

        var start = new ProcessStartInfo(DotNet.Command, [Path.Combine(Folder, "bin", "Release", "net10.0", $"{Name}.dll"), .. arguments]);
        start.Environment.Remove("LEVAIN_HOST");
        using var process = Process.Start(start) ?? throw new BuildException($"`{Name}` could not be started");
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0) throw new ToldException(process.ExitCode);
    }
}
