using Cake.Frosting;
using Levain.Host.Output;
using Levain.Remotes;

namespace Levain.Host.Targets;

[TaskName("Pull")]
[TaskDescription("bring what the locks record here from a remote")]
public sealed class Pull : FrostingTask<HostContext>
{
    // Waited for here: that every caller up to the process goes on elsewhere would be a third of what a push of nothing takes.
    public override void Run(HostContext context) => RunAsync(context).GetAwaiter().GetResult();

    private static async Task RunAsync(HostContext context)
    {
        var reports = new List<TransferReport>();
        foreach (var location in context.Remotes.Required())
        {
            reports.Add(await Transfers.RunAsync(context, location, push: false));
            if (reports[^1].Rows.All(row => row.State != TransferState.Missing)) break;
        }

        Transfers.Print(context, reports);
    }
}
