using Levain.Building;
using Levain.Learning;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>Looks at what a build made through the gates of its groups. The champion is judged again by the same stage, so that both stand the same test.</summary>
internal sealed class CandidateReview(HostContext context, ModelBuilds builds, ModelRegistry registry)
{
    /// <param name="plan">Made after the build, so that every output is known.</param>
    public async Task<IReadOnlyList<Candidate>> OfAsync(ModelPlan plan)
    {
        var candidates = new List<Candidate>();
        foreach (var registration in GroupChoice.Of(plan.Project, plan.Profile, plan.Plan.Graph)) candidates.Add(await OfAsync(plan, registration));
        return candidates;
    }

    private async Task<Candidate> OfAsync(ModelPlan plan, ModelRegistration registration)
    {
        plan.Plan.Graph.TryFind(registration.Evaluation, out var node);
        var stage = new JudgedStage(context, plan, node!);
        var group = await registry.ReadAsync(registration.Group, context.Stopping);
        var evaluation = stage.Output;
        var model = stage.InputOf(JudgedStage.ModelInput) ?? throw new BuildException($"stage `{stage.Node.Name}` reads no `{JudgedStage.ModelInput}`", "register the evaluation of a model");
        var needsRows = registration.Gates.Any(gate => gate.NeedsPredictions);

        var judged = Judged(model.Content, evaluation, needsRows);
        var champion = group.At(registration.Champion);
        List<GateFinding> gates = [.. stage.Bounds()];
        var facts = new GateFacts
        {
            Candidate = judged,
            Champion = champion is null || !registration.Gates.Any(gate => gate.NeedsChampion) ? null : await JudgedAgainAsync(plan, stage, champion, judged, needsRows),
            Approved = [.. group.Versions.Where(version => version.State == VersionState.Approved)],
        };
        gates.AddRange(registration.Gates.SelectMany(gate => gate.Judge(facts)));
        return new(registration, stage.Record(judged.Figures.Test) with
        {
            Provenance = new ProvenanceFiles(context).Keep(plan),
            ApprovalsNeeded = registration.Approvals,
            Tags = [.. registration.Tags.OrderBy(tag => tag.Name, StringComparer.Ordinal)],
            Gates = gates,
            Champion = facts.Champion is null ? null : new(champion!.Number, facts.Champion.Model),
        });
    }

    private async Task<JudgedEvaluation> JudgedAgainAsync(ModelPlan plan, JudgedStage judgedBy, ModelVersion champion, JudgedEvaluation candidate, bool needsRows)
    {
        var record = champion.Record!;
        if (record.Model == candidate.Model) return candidate;
        var outputs = plan.Plan.All.Where(each => each.Decision.Output is not null).ToDictionary(each => each.Node.Name, each => each.Decision.Output!.Value, StringComparer.Ordinal);
        var instead = new Dictionary<string, Content>(StringComparer.Ordinal);
        foreach (var name in new[] { JudgedStage.ModelInput, JudgedStage.FeaturesInput })
        {
            if (judgedBy.InputOf(name) is not { } input) continue;
            var stage = record.Stages.FirstOrDefault(stage => stage.Name == input.Stage)
                ?? throw new BuildException($"the champion, version {champion.Number}, cannot stand this test: it was made by other stages and has no `{input.Stage}`", $"promote a version of this pipeline by hand, after `--target Register` without the gates that compare");
            instead[stage.Name] = stage.Output;
        }

        var judged = await builds.ReplayAsync(plan, judgedBy.Node.Name, outputs, instead);
        return Judged(record.Model, judged.Output, needsRows);
    }

    private JudgedEvaluation Judged(Content model, Content evaluation, bool needsRows)
    {
        if (!context.Workspace.Store.HasWhole(evaluation)) throw new BuildException($"the bytes of evaluation {evaluation.Digest.Brief} are not here", "pull them with `--target Pull`");
        var read = Evaluation.Load(context.Workspace.Store.OpenArtifact(evaluation));
        return new(model, EvaluationFigures.Parse(read.Metrics), needsRows ? read.Predictions : null);
    }
}
