using System.Diagnostics;
using Cake.Frosting;
using Levain.Host.Testing;

namespace Levain.Host.Targets;

[TaskName("Bench")]
[TaskDescription("measure the engine, the store or the arithmetic, each figure beside a peer")]
public sealed class Bench : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var folder = Path.Combine(context.Folders.Root, "tests", "bench");
        Console.Error.WriteLine("building tests/bench…");
        await DotNet.RunAsync(folder, ["build", "Bench.csproj", "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary"], context.Stopping);

        // Its output is ours: tables and JSON go through untouched.
        var start = new ProcessStartInfo(DotNet.Command, [.. Arguments(context, Path.Combine(folder, "bin", "Release", "net10.0", "Bench.dll"))]);
        start.Environment.Remove("LEVAIN_HOST");
        using var process = Process.Start(start) ?? throw new BuildException("the benchmarks could not be started");
        try
        {
            await process.WaitForExitAsync(context.Stopping);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0) throw new ToldException(process.ExitCode);
    }

    private static IEnumerable<string> Arguments(HostContext context, string assembly)
    {
        yield return assembly;
        yield return "--root";
        yield return context.Folders.Root;
        yield return "--suite";
        yield return context.Options.Value("suite") ?? "engine";
        if (context.Options.Has("large")) yield return "--large";
        if (context.Options.Json) yield return "--json";
        if (context.Options.Value("output") is not { } file) yield break;
        yield return "--output";
        yield return Path.Combine(context.Environment.WorkingDirectory.FullPath, file);
    }
}
