using Cake.Frosting;
using Levain.Host.Output;
using Levain.Remotes;

namespace Levain.Host.Targets;

[TaskName("Pull")]
[TaskDescription("bring what the locks record here from a remote")]
public sealed class Pull : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
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
