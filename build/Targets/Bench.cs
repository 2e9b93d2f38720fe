using Cake.Frosting;
using Levain.Host.Testing;

namespace Levain.Host.Targets;

[TaskName("Bench")]
[TaskDescription("measure the engine, the store, tables, trees or the arithmetic, each figure beside a peer")]
public sealed class Bench : AsyncFrostingTask<HostContext>
{
    public override Task RunAsync(HostContext context) =>
        new ToolProgram("Bench", Path.Combine(context.Folders.Root, "tests", "bench")).RunAsync([.. Arguments(context)], context.Stopping);

    private static IEnumerable<string> Arguments(HostContext context)
    {
        yield return "--root";
        yield return context.Folders.Root;
        yield return "--suite";
        yield return context.Options.Value("suite") ?? "engine";
        if (context.Options.Has("large")) yield return "--large";
        if (context.Options.Json) yield return "--json";
        foreach (var file in new[] { "output", "plot" })
        {
            if (context.Options.Value(file) is not { } path) continue;
            yield return $"--{file}";
            yield return Path.Combine(context.Environment.WorkingDirectory.FullPath, path);
        }
    }
}
