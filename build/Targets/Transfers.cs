using Levain.Host.Output;
using Levain.Remotes;

namespace Levain.Host.Targets;

/// <summary>What <c>Push</c> and <c>Pull</c> have in common.</summary>
internal static class Transfers
{
    public static async Task<TransferReport> RunAsync(HostContext context, RemoteLocation location, bool push)
    {
        var options = context.Options;
        var clock = context.Workspace.Clock;
        var started = clock.GetTimestamp();
        var models = context.Catalog.Select(options.Models);
        using var remote = context.Remotes.Open(location, RemotePatience.ForTransfers);
        using var progress = new TransferProgress(push ? "pushing" : "pulling", Console.Error, Terminal.OfError, clock);
        var transfers = new RemoteTransfers(context.Workspace, remote, progress, options.TransferJobs, options.DryRun);
        var rows = push ? await transfers.PushAsync(models, context.Stopping) : await transfers.PullAsync(models, context.Stopping);
        return new TransferReport(location.Text, push, options.DryRun, rows, progress.Files, options.DryRun ? rows.Sum(row => row.Bytes) : progress.Bytes, clock.GetElapsedTime(started));
    }

    public static void Print(HostContext context, IReadOnlyList<TransferReport> reports) =>
        context.Print(() => string.Concat(reports.Select(report => report.Text(context.Output))), () => JsonOutput.Transfers(reports));
}
