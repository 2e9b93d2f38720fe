using Cake.Frosting;
using Levain.Host.Output;

namespace Levain.Host.Targets;

[TaskName("Why")]
[TaskDescription("why a stage has to run, or need not; --inputs shows its whole key")]
public sealed class Why : FrostingTask<HostContext>
{
    public override void Run(HostContext context)
    {
        var builds = new ModelBuilds(context);
        var asked = builds.Plan();
        var chosen = StageChoice.Of(asked, context.Options.Stages);
        // Without a name: whatever is not up to date, since that is what people wonder about.
        if (context.Options.Stages.Count == 0) chosen = [.. chosen.Where(each => !each.Decision.IsDone || context.Options.Has("inputs"))];

        List<WhyRow> rows = [.. chosen.Select(each => new WhyRow(each.Model, each.Node, each.Decision, builds.Codes.Explain(each.Node.Stage.GetType(), each.Decision, context.Workspace.Store)))];
        context.Print(
            () => rows.Count == 0 && asked.All(model => model.Error is null)
                ? "everything is up to date\n"
                : string.Concat(rows.Select(row => WhyText.Of(row.Model, row.Node, row.Decision, row.Code, context.Options.Has("inputs"), context.Output.Colour))),
            () => JsonOutput.Why(context.Options.Profile, rows));
        StatusReport.PrintErrors(asked.Select(model => model.Error));
        StatusReport.ThrowIfUnplanned(asked);
    }
}
