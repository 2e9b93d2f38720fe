using Cake.Frosting;

namespace Levain.Host.Targets;

[TaskName("Status")]
[TaskDescription("what is fresh and what is stale, and why; runs nothing")]
public sealed class Status : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var builds = new ModelBuilds(context);
        var asked = await builds.SurveyAsync(builds.Plan());
        StatusReport.Print(context, [.. asked.Select(builds.Report)]);
        StatusReport.ThrowIfUnplanned(asked);
        if (context.Options.Has("exit-code") && asked.Any(model => !model.Plan!.IsUpToDate)) throw new ToldException(1);
    }
}
