using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;
using Levain.Locks;

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
        List<(string Model, IReadOnlyList<StageDifference> Stages)> stages = [.. models.Select(model => (model, new LockDifference(context.Workspace).Between(from.LockOf(model), to.LockOf(model))))];
        var snapshots = from.IsFile || to.IsFile ? [] : Snapshots(from.Data(), to.Data());
        context.Print(() => DiffText.Of(stages, snapshots) is { Length: > 0 } text ? text : $"no difference between {from.Name} and {to.Name}\n", () => JsonOutput.Diff(from.Name, to.Name, stages, snapshots));
    }

    private static IReadOnlyList<(Snapshot? Old, Snapshot? New)> Snapshots(DataLock old, DataLock now) =>
    [
        .. old.Snapshots.Concat(now.Snapshots).Select(snapshot => (snapshot.Profile, snapshot.Name)).Distinct().Order()
            .Select(name => (Old: old.Find(name.Profile, name.Name), New: now.Find(name.Profile, name.Name)))
            .Where(pair => pair.Old?.Content != pair.New?.Content || pair.Old?.Source != pair.New?.Source),
    ];
}
