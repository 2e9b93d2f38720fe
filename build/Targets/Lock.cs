using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;
using Levain.Tables;

namespace Levain.Host.Targets;

[TaskName("Lock")]
[TaskDescription("pin snapshots of outside data in data.lock.json, and show what changed")]
public sealed class Lock : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var options = context.Options;
        var (pinning, taken) = await TakeAsync(context);
        var models = context.Catalog.LoadWhole(out var broken);
        if (broken.Count > 0) Console.Error.WriteLine($"warning: what {string.Join(", ", broken.Select(name => $"`{name}`"))} expect{(broken.Count == 1 ? "s" : "")} of snapshots is not checked, since {(broken.Count == 1 ? "this model" : "these models")} cannot be loaded");
        var tables = new SnapshotTables(context.Workspace.Store, SnapshotTables.Declared(models.Select(model => model.Pipeline)));
        var looked = taken.Select(change => tables.Look(change, context.Stopping)).ToList();
        var changes = looked.Select(each => each.Change).ToList();
        var changed = changes.Where(change => change.IsChange).ToList();
        if (!options.Json) foreach (var (change, table) in looked) Console.Out.Write(TableChangeText.Of(change, table));

        new SnapshotContracts(context.Workspace, options.Profile, models).Check(changes, context.Stopping);
        var write = changed.Count > 0 && !options.DryRun;
        if (write && !options.Has("yes") && !Confirmed(changed.Count)) throw new BuildException("nothing was written", "answer `y`, or say `--yes`");
        if (write) pinning.Write(changed);
        context.Print(() => write ? "wrote data.lock.json\n" : "", () => JsonOutput.Lock(looked, write));
    }

    private static async Task<(SnapshotPinning Pinning, IReadOnlyList<SnapshotChange> Changes)> TakeAsync(HostContext context)
    {
        var options = context.Options;
        Digest? digest = options.Value("digest") is { } text ? Digest.TryParse(text, out var parsed) ? parsed : throw new UsageException($"`--digest {text}` is no digest", "write `sha256:` and 64 lower-case hex digits") : null;
        using var progress = new TransferProgress("fetching", Console.Error, Terminal.OfError, TimeProvider.System);
        using var sources = context.Remotes.Snapshots(context.Workspace, progress, options.TransferJobs);
        var pinning = new SnapshotPinning(context.Workspace, options.Profile, sources);
        return (pinning, await pinning.TakeAsync(options.Values("snapshot"), options.Value("source"), digest, context.Stopping));
    }

    private static bool Confirmed(int count)
    {
        // Nobody is there to answer: a build server must say what it wants.
        if (Console.IsInputRedirected) return false;
        Console.Error.Write($"pin {count} snapshot{(count == 1 ? "" : "s")}? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
