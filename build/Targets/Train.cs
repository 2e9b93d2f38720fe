using Cake.Frosting;
using Levain.Host.News;
using Levain.Host.Output;
using Levain.Host.Tracking;

namespace Levain.Host.Targets;

/// <summary>What happens when no target is named.</summary>
[TaskName("Default")]
[TaskDescription("the same as Train")]
[IsDependentOn(typeof(Train))]
public sealed class Default : FrostingTask<HostContext>;

[TaskName("Train")]
[TaskDescription("bring models up to date: data, features, model, evaluation, gate")]
public sealed class Train : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var started = TimeProvider.System.GetTimestamp();
        var builds = new ModelBuilds(context);
        var asked = builds.Plan();
        if (context.Options.DryRun)
        {
            StatusReport.Print(context, [.. (await builds.SurveyAsync(asked)).Select(builds.Report)]);
            return;
        }

        var (news, tracking) = (HostNews.Open(context), new HostTracking(context, "Train"));
        var reports = await builds.BuildAsync(asked);
        await builds.PushAsync(reports);
        StatusReport.Print(context, reports, TimeProvider.System.GetElapsedTime(started));
        // The answer first: what follows is for others.
        await tracking.BuiltAsync(builds, reports);
        if (news is not null) await news.FailedAsync(reports);
        StatusReport.ThrowIfFailed(reports);
    }
}
