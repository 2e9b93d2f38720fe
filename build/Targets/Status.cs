using Cake.Frosting;

namespace Levain.Host.Targets;

[TaskName("Status")]
[TaskDescription("what is fresh and what is stale, and why; runs nothing")]
public sealed class Status : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var builds = new ModelBuilds(context);
        var asked = builds.Plan();
        StatusReport.Print(context, [.. asked.Select(builds.Report)]);
        if (asked.Any(model => model.Error is not null)) throw new ToldException(1);
        if (context.Options.Has("exit-code") && asked.Any(model => !model.Plan!.IsUpToDate)) throw new ToldException(1);
    }
}
