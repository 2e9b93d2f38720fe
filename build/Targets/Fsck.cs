using Cake.Frosting;
using Levain.Collection;
using Levain.Host.Output;
using Levain.Host.Registering;

namespace Levain.Host.Targets;

[TaskName("Fsck")]
[TaskDescription("read the whole store through, say what is wrong and what it means, and repair it")]
public sealed class Fsck : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var (root, repair) = (context.Folders.Root, context.Options.Has("repair"));
        var sources = context.Remotes.Sources(context.Workspace.Folder, Console.Error.WriteLine, context.Options.TransferJobs);
        var inspection = new Inspection(context.Workspace.Folder, root, [new WorkingTreeRoots(root), new GitRoots(root, []), new RegistryRoots(context)], sources);
        var report = repair ? inspection.Repair(Tell, context.Stopping) : inspection.Check(Tell, context.Stopping);
        context.Print(() => FindingText.Of(report), () => JsonOutput.Check(report));
        if (!report.IsClean) throw new ToldException(1);
    }

    private static void Tell(long count)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r{count} read");
    }
}
