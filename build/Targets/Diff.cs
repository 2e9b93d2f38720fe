using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;

namespace Levain.Host.Targets;

[TaskName("Diff")]
[TaskDescription("what differs between two revisions or lock files: stages, metrics, data")]
public sealed class Diff : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var here = context.Environment.WorkingDirectory.FullPath;
        var from = new Revision(context.Workspace, context.Options.Value("from") ?? "HEAD", here);
        var to = new Revision(context.Workspace, context.Options.Value("to"), here);

        var models = context.Catalog.Select(context.Options.Models);
        if ((from.IsFile || to.IsFile) && models.Count > 1) throw new UsageException("a lock file belongs to one model", "name it with `--model`");
        var text = string.Concat(models.Select(model => DiffText.Of(model, new LockDifference(context.Workspace).Between(from.LockOf(model), to.LockOf(model)))));
        if (!from.IsFile && !to.IsFile) text += DiffText.Of(from.Data(), to.Data());
        Console.Out.Write(text.Length > 0 ? text : $"no difference between {from.Name} and {to.Name}\n");
    }
}
