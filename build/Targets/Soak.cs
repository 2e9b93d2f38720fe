using Cake.Frosting;
using Levain.Host.Testing;

namespace Levain.Host.Targets;

[TaskName("Soak")]
[TaskDescription("break stores in every known way for hours, and show what came of it")]
public sealed class Soak : AsyncFrostingTask<HostContext>
{
    public override Task RunAsync(HostContext context) =>
        new ToolProgram("Levain.Soak", Path.Combine(context.Folders.Root, "tests", "Levain.Soak")).RunAsync([.. Arguments(context.Options)], context.Stopping);

    private static IEnumerable<string> Arguments(HostOptions options)
    {
        foreach (var name in new[] { "filter", "replay", "seed", "thin" })
            if (options.Value(name) is { } value)
            {
                yield return $"--{name}";
                yield return value;
            }

        if (options.Json) yield return "--json";
    }
}
