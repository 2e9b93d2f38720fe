using Cake.Frosting;
using Levain.Host.News;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Host.Tracking;
using Levain.Registry;
using Levain.Remotes;

namespace Levain.Host.Targets;

[TaskName("Register")]
[TaskDescription("build, ask the gates, and keep each model as a version of its group")]
public sealed class Register : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var (news, tracking) = (HostNews.Open(context), new HostTracking(context, "Register"));
        var builds = new ModelBuilds(context);
        var built = await builds.BuildAsync(builds.Plan());
        if (built.Any(report => report.Error is not null || report.Rows.Any(row => row.Word.Tone == Tone.Bad)))
        {
            StatusReport.Print(context, built);
            if (news is not null) await news.FailedAsync(built);
            StatusReport.ThrowIfFailed(built);
        }

        using var registry = HostRegistry.Open(context, toWrite: true);
        var review = new CandidateReview(context, builds, registry.Models);
        var rows = new List<(string Model, RegisteredRow Row)>();
        foreach (var model in builds.Plan())
        {
            var candidates = await review.OfAsync(model.Plan!);
            if (candidates.Count == 0) continue;
            // The bytes first: a version that others see and cannot fetch would be worth nothing.
            if (registry.IsShared) await PushAsync(context, model.Name, candidates);
            foreach (var candidate in candidates)
            {
                var (version, isNew) = await registry.Models.RegisterAsync(candidate.Group, candidate.Record, context.Stopping);
                rows.Add((model.Name, new(candidate, version, isNew)));
            }
        }

        if (rows.Count == 0) throw new UsageException("no model that is asked for registers anything", "judge it by a stage such as `EvaluateTrees`, or let its pipeline be an `IRegisteredPipeline`");
        List<RegisteredRow> registered = [.. rows.Select(row => row.Row)];
        context.Print(() => RegistryText.Registered(registered, registry.Models.Place, context.Output), () => JsonOutput.Registered(registered));
        RegistryText.TellDamage(registry.Models);
        await tracking.BuiltAsync(builds, built, rows.Where(row => row.Row.IsNew).ToLookup(row => row.Model, row => KeyValuePair.Create(row.Row.Candidate.Registration.Evaluation, row.Row.Candidate.Record), StringComparer.Ordinal));
        foreach (var row in registered) await TellAsync(context, registry.Models, row, tracking, news);
        if (registered.Any(row => !row.Candidate.Passed)) throw new ToldException(1);
    }

    private static async Task TellAsync(HostContext context, ModelRegistry registry, RegisteredRow row, HostTracking tracking, HostNews? news)
    {
        if (!row.IsNew && news is null) return;
        var group = await registry.ReadAsync(row.Candidate.Group, context.Stopping);
        if (row.IsNew) await tracking.DecidedAsync(group, row.Version);
        if (news is null) return;
        if (row.IsNew) await news.RegisteredAsync(group, row.Version);
        await news.WatchAsync(registry.Place, group, WatchRules.Of(row.Candidate.Registration));
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
