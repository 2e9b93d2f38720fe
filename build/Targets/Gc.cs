using Cake.Frosting;
using Levain.Collection;
using Levain.Host.Output;
using Levain.Host.Registering;

namespace Levain.Host.Targets;

[TaskName("Gc")]
[TaskDescription("remove from the store what no lock of any branch, tag or worktree needs")]
public sealed class Gc : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var options = new CollectionOptions
        {
            Grace = context.Options.Value("grace") is { } grace ? HostOptions.Span("grace", grace) : CollectionOptions.DefaultGrace,
            DryRun = context.Options.DryRun,
            Snapshots = context.Options.Values("snapshot"),
        };
        var root = context.Folders.Root;
        var collector = new Collector(context.Workspace.Folder, [new WorkingTreeRoots(root), new GitRoots(root, context.Options.Values("without")), new RegistryRoots(context)]);
        var report = collector.Run(options, Console.Error.WriteLine, context.Stopping);
        context.Print(() => CollectionText.Of(report), () => JsonOutput.Collection(report));
    }
}
