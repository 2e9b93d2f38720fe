using Cake.Frosting;
using Levain.Host.Output;
using Levain.Planning;

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

        List<WhyRow> rows = [.. chosen.Select(each => Explain(each, builds.Codes, context))];
        context.Print(
            () => rows.Count == 0 && asked.All(model => model.Error is null)
                ? "everything is up to date\n"
                : string.Concat(rows.Select(row => WhyText.Of(row, context.Options.Has("inputs"), context.Output.Colour))),
            () => JsonOutput.Why(context.Options.Profile, rows));
        StatusReport.PrintErrors(asked.Select(model => model.Error));
        StatusReport.ThrowIfUnplanned(asked);
    }

    private static WhyRow Explain(ChosenStage stage, ReachedCodes codes, HostContext context)
    {
        return new WhyRow(stage.Model, stage.Node, stage.Decision, codes.Explain(stage.Node, stage.Decision, context.Workspace.Store))
        {
            Members = context.Options.Has("inputs") ? [.. codes.Members(stage.Node).Select(member => member.Name)] : [],
            WholeAssemblies = codes.WholeAssemblies(stage.Node),
        };
    }
}
