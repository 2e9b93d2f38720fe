using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;

namespace Levain.Host.Targets;

[TaskName("Lock")]
[TaskDescription("pin snapshots of outside data in data.lock.json, and show what changed")]
public sealed class Lock : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var options = context.Options;
        var pinning = new SnapshotPinning(context.Workspace, options.Profile);
        var changes = pinning.Take(options.Values("snapshot"), options.Value("source"), context.Stopping);
        var changed = changes.Where(change => change.IsChange).ToList();
        if (!options.Json) foreach (var change in changes) Console.Out.WriteLine(change.Text);

        new SnapshotContracts(context.Workspace, options.Profile, context.Catalog.LoadWhole(message => Console.Error.WriteLine($"warning: {TextWidth.Clean(message)}, so no contract of it is checked"))).Check(changes, context.Stopping);
        var write = changed.Count > 0 && !options.DryRun;
        if (write && !options.Has("yes") && !Confirmed(changed.Count)) throw new BuildException("nothing was written", "answer `y`, or say `--yes`");
        if (write) pinning.Write(changed);
        context.Print(() => write ? "wrote data.lock.json\n" : "", () => JsonOutput.Lock(changes, write));
    }

    private static bool Confirmed(int count)
    {
        // Nobody is there to answer: a build server must say what it wants.
        if (Console.IsInputRedirected) return false;
        Console.Error.Write($"pin {count} snapshot{(count == 1 ? "" : "s")}? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
