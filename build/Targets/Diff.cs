using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Locks;

namespace Levain.Host.Targets;

[TaskName("Diff")]
[TaskDescription("what differs between two revisions or lock files, or with --group between two versions: options, metrics, data, code")]
public sealed class Diff : AsyncFrostingTask<HostContext>
{
    public override Task RunAsync(HostContext context)
    {
        if (context.Options.Has("group")) return VersionsAsync(context);
        Revisions(context);
        return Task.CompletedTask;
    }

    private static async Task VersionsAsync(HostContext context)
    {
        using var registry = HostRegistry.Open(context, toWrite: false);
        var group = await registry.Models.ReadAsync(await GroupChoice.FindAsync(context, registry.Models), context.Stopping);
        var comparing = VersionComparing.Of(context, group, context.Options.Value("from"), context.Options.Value("to"));
        context.Print(() => ComparisonText.Of(comparing, context.Output), () => JsonOutput.Compared(comparing));
        RegistryText.TellDamage(registry.Models);
        if (comparing.Unknown > 0) Console.Error.WriteLine($"warning: {Amounts.Count(comparing.Unknown, "stage")} {(comparing.Unknown == 1 ? "was" : "were")} built elsewhere, and options and code are known where it was built only");
    }

    private static void Revisions(HostContext context)
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
