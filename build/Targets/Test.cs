using Cake.Frosting;
using Levain.Host.Testing;

namespace Levain.Host.Targets;

[TaskName("Test")]
[TaskDescription("build everything and run all tests")]
public sealed class Test : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var root = context.Folders.Root;
        Console.Error.WriteLine("building Build.sln…");
        await DotNet.RunAsync(root, ["build", "Build.sln", "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary"], context.Stopping);

        var total = new TestCounts();
        foreach (var project in TestProject.All(root))
            total += await project.RunAsync(context.Options.Value("filter"), context.Stopping);

        foreach (var skipped in total.Skips) Console.Error.WriteLine($"skipped {skipped}");
        Console.Out.WriteLine(total);
        if (total.Failed > 0) throw new ToldException(1);
        if (total.Passed == 0) throw new BuildException("no test ran", context.Options.Value("filter") is { } filter ? $"no test class has `{filter}` in its name" : null);
    }
}
