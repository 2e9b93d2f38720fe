using Cake.Frosting;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Registry;
using Levain.Remotes;

namespace Levain.Host.Targets;

[TaskName("Register")]
[TaskDescription("build, ask the gates, and keep each model as a version of its group")]
public sealed class Register : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var builds = new ModelBuilds(context);
        var built = await builds.BuildAsync(builds.Plan());
        if (built.Any(report => report.Error is not null || report.Rows.Any(row => row.Word.Tone == Tone.Bad)))
        {
            StatusReport.Print(context, built);
            StatusReport.ThrowIfFailed(built);
        }

        using var registry = HostRegistry.Open(context, toWrite: true);
        var review = new CandidateReview(context, builds, registry.Models);
        var rows = new List<RegisteredRow>();
        foreach (var model in builds.Plan())
        {
            var candidates = await review.OfAsync(model.Plan!);
            if (candidates.Count == 0) continue;
            // The bytes first: a version that others see and cannot fetch would be worth nothing.
            if (registry.IsShared) await PushAsync(context, model.Name, candidates);
            foreach (var candidate in candidates)
            {
                var (version, isNew) = await registry.Models.RegisterAsync(candidate.Group, candidate.Record, context.Stopping);
                rows.Add(new(candidate, version, isNew));
            }
        }

        if (rows.Count == 0) throw new UsageException("no model that is asked for registers anything", "judge it by a stage such as `EvaluateTrees`, or let its pipeline be an `IRegisteredPipeline`");
        context.Print(() => RegistryText.Registered(rows, registry.Models.Place, context.Output), () => JsonOutput.Registered(rows));
        RegistryText.TellDamage(registry.Models);
        if (rows.Any(row => !row.Candidate.Passed)) throw new ToldException(1);
    }

    private static async Task PushAsync(HostContext context, string model, IReadOnlyList<Candidate> candidates)
    {
        using var remote = context.Remotes.Open(context.Remotes.Remotes[0], RemotePatience.ForTransfers);
        using var progress = new TransferProgress("pushing", Console.Error, Terminal.OfError, context.Workspace.Clock);
        var transfers = new RemoteTransfers(context.Workspace, remote, progress, context.Options.TransferJobs, dryRun: false);
        await transfers.PushAsync([model], context.Stopping);
        foreach (var statement in candidates.Select(candidate => candidate.Record.Provenance).OfType<Digest>().Distinct()) await transfers.PushAsync(Content.File(statement), context.Stopping);
    }
}
