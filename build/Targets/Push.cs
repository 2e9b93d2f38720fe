using Cake.Frosting;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Remotes;

namespace Levain.Host.Targets;

[TaskName("Push")]
[TaskDescription("bring recorded outputs, their records and pinned snapshots to a remote")]
public sealed class Push : FrostingTask<HostContext>
{
    // Waited for here: that every caller up to the process goes on elsewhere would be a third of what a push of nothing takes.
    public override void Run(HostContext context) => RunAsync(context).GetAwaiter().GetResult();

    private static async Task RunAsync(HostContext context)
    {
        var all = context.Remotes.Required();
        var writable = all.Where(location => location.Writes != RemoteWrites.Never).ToList();
        var refused = all.Where(location => location.Writes == RemoteWrites.Never).Select(location => $"remote `{location.Text}` is not written to: {location.WhyReadOnly}").ToList();
        if (writable.Count == 0) throw new BuildException(refused[0], "name another with `--remote LOCATION`");
        foreach (var sentence in refused) Console.Error.WriteLine(sentence);

        await ShareRegistryAsync(context);
        var reports = new List<TransferReport>();
        foreach (var location in writable) reports.Add(await Transfers.RunAsync(context, location, push: true));
        Transfers.Print(context, reports);
    }

    // What was registered before there was a remote goes where the registry is kept from now on.
    private static async Task ShareRegistryAsync(HostContext context)
    {
        using var own = HostRegistry.OfOneself(context);
        if (own is null || context.Options.DryRun || context.Remotes.Remotes[0].Writes == RemoteWrites.Never) return;
        using var shared = HostRegistry.Open(context, toWrite: true);
        var copied = await own.CopyToAsync(shared.Models, context.Stopping);
        if (copied > 0) Console.Error.WriteLine($"the registry of this clone: {Amounts.Count(copied, "entry", "entries")} brought to {TextWidth.Clean(shared.Models.Place)}");
    }
}
