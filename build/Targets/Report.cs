using System.Text;
using Cake.Frosting;
using Levain.Building;
using Levain.Host.Output;
using Levain.Host.Registering;
using Levain.Learning;
using Levain.Planning;
using Levain.Store;

namespace Levain.Host.Targets;

[TaskName("Report")]
[TaskDescription("build, then write the page, card and metrics of every evaluation to .levain/reports")]
public sealed class Report : AsyncFrostingTask<HostContext>
{
    public override async Task RunAsync(HostContext context)
    {
        var builds = new ModelBuilds(context);
        var built = await builds.BuildAsync(builds.Plan());
        // A page says why a gate failed: so only a stage that failed keeps it from being written.
        var failed = built.Where(model => model.Error is not null || model.Rows.Any(row => row.Word.Tone == Tone.Bad)).ToList();

        var folder = new ReportFolder(context, "models");
        var quality = new QualityPages(await KnownGroups.ReadAsync(context));
        var reported = builds.Plan()
            .Where(model => model.Plan is not null && failed.All(other => other.Model != model.Name))
            .SelectMany(model => model.Plan!.Plan.Graph.Order.Where(node => node.Stage is Stage<Evaluation>).Select(node => Write(context, folder, model.Plan, node, quality)))
            .ToList();
        if (failed.Count > 0) StatusReport.PrintErrors(failed.SelectMany(report => report.Rows.Select(row => row.Error).Append(report.Error)));
        else if (reported.Count == 0) throw new BuildException("no pipeline judges a model", "add a stage such as `EvaluateTrees` to its pipeline: what it makes is the report");

        var isAsked = context.Options.Value("output") is not null;
        var written = quality.Write(isAsked ? folder.Below("quality") : new ReportFolder(context, "quality"), isAsked ? "quality/index.html" : "../quality/index.html");
        if (reported.Count > 0) folder.Write("all models", ("index.html", Encoding.UTF8.GetBytes(ReportIndex.Of(reported, written))));
        context.Print(() => ReportText.Of(reported, folder.Shown, written), () => JsonOutput.Reports(reported, written));
        StatusReport.ThrowIfFailed(failed);
    }

    private static ReportedModel Write(HostContext context, ReportFolder all, ModelPlan model, StageNode node, QualityPages quality)
    {
        var (name, plan) = (model.Project.Name, model.Plan);
        var decision = plan[node];
        var output = decision.Output ?? throw new BuildException($"stage `{node.Name}` has no output: {decision.Reason}");
        if (!context.Workspace.Store.HasWhole(output)) throw new BuildException($"the bytes of `{node.Name}` are not here", $"pull them with `--target Pull --model {name}`, or build with `--target Train --model {name}`");
        var evaluation = Evaluation.Load(context.Workspace.Store.OpenArtifact(output));
        var metrics = (decision.Record ?? context.Workspace.Actions.Find(decision.Key!.Digest))?.Metrics ?? [];
        List<string> groups = [.. GroupChoice.Of(model.Project, model.Profile, plan.Graph).Where(registration => registration.Evaluation == node.Name).Select(registration => registration.Group)];

        var folder = all.Below(name).Below(node.Name);
        folder.Write(
            node.Name,
            ("index.html", Encoding.UTF8.GetBytes(ReportPage.WithLineage(quality.WithHistory(evaluation.Page, groups), Lineage.Of(plan, node, context.Workspace.Actions)))),
            ("card.md", Encoding.UTF8.GetBytes(evaluation.Card)),
            ("metrics.json", Encoding.UTF8.GetBytes(evaluation.Metrics)));
        return new(name, node.Name, output.Digest, metrics, folder.Shown, $"{ReportFolder.Plain(name)}/{ReportFolder.Plain(node.Name)}/index.html");
    }
}
