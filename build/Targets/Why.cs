using Cake.Frosting;
using Levain.Host.Output;
using Levain.Planning;

namespace Levain.Host.Targets;

[TaskName("Why")]
[TaskDescription("why a stage has to run, or need not; what a version came from (--version), and what came of a snapshot or commit")]
public sealed class Why : AsyncFrostingTask<HostContext>
{
    // What only one of its questions understands; without any of them it is about stages.
    private static readonly string[] OfVersions = ["version", "group"], OfDescendants = ["snapshot", "commit"], OfStages = ["stage", "inputs"], OfDrawings = ["format", "output"];

    public override Task RunAsync(HostContext context)
    {
        if (context.Options.Value("format") is "svg" or "mermaid" && context.Options.Json) throw new UsageException("`--json` and a drawing cannot both be printed", "leave one of them out");
        if (Given(context, OfDescendants) is { } source)
        {
            Refuse(context, source, [.. OfStages, "version", .. OfDrawings]);
            return WhyDescendants.RunAsync(context);
        }

        if (Given(context, OfVersions) is { } version)
        {
            Refuse(context, version, OfStages);
            return WhyVersion.RunAsync(context);
        }

        // Stages are explained by what is here, and drawn by another target.
        if (Given(context, [.. OfDrawings, "remote"]) is { } other) throw new UsageException($"`--{other}` is for the lineage of a version", "add `--version N`; stages are drawn with `--target Graph`");
        ExplainStages(context);
        return Task.CompletedTask;
    }

    private static string? Given(HostContext context, string[] switches) => Array.Find(switches, context.Options.Has);

    private static void Refuse(HostContext context, string question, string[] switches)
    {
        if (Given(context, switches) is { } other) throw new UsageException($"`--{other}` and `--{question}` ask `Why` different questions", "ask them one after the other");
    }

    private static void ExplainStages(HostContext context)
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
