using Levain.Actions;
using Levain.Building;
using Levain.Learning;
using Levain.Planning;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>Looks at what a build made through the gates of its groups. The champion is judged again by the same stage, so that both stand the same test.</summary>
internal sealed class CandidateReview(HostContext context, ModelBuilds builds, ModelRegistry registry)
{
    private const string ModelInput = "Model", FeaturesInput = "Features";

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
        var group = await registry.ReadAsync(registration.Group, context.Stopping);
        var stages = Before(plan.Plan, node!);
        var evaluation = plan.Plan[node!].Output ?? throw new BuildException($"stage `{node!.Name}` has no output yet: {plan.Plan[node].Reason}", $"build it with `--target Train --model {plan.Project.Name}`");
        var model = InputOf(plan, node!, ModelInput) ?? throw new BuildException($"stage `{node!.Name}` reads no `{ModelInput}`", "register the evaluation of a model");
        var needsRows = registration.Gates.Any(gate => gate.NeedsPredictions);

        var judged = Judged(model.Content, evaluation, needsRows);
        var champion = group.At(registration.Champion);
        var gates = new List<GateFinding>();
        foreach (var gate in plan.Project.Pipeline.Gates.Where(gate => stages.Any(stage => stage.Name == gate.Stage))) gates.Add(Bound(plan, gate));
        var facts = new GateFacts
        {
            Candidate = judged,
            Champion = champion is null || !registration.Gates.Any(gate => gate.NeedsChampion) ? null : await JudgedAgainAsync(plan, node!, champion, judged, needsRows),
            Approved = [.. group.Versions.Where(version => version.State == VersionState.Approved)],
        };
        gates.AddRange(registration.Gates.SelectMany(gate => gate.Judge(facts)));
        return new(registration, RecordOf(plan, registration, model.Stage, model.Content, evaluation, judged, stages) with
        {
            Gates = gates,
            Champion = facts.Champion is null ? null : new(champion!.Number, facts.Champion.Model),
        });
    }

    private GateFinding Bound(ModelPlan plan, Gate gate)
    {
        plan.Plan.Graph.TryFind(gate.Stage, out var node);
        var metrics = RecordOf(plan.Plan[node!])?.Metrics ?? [];
        double? value = metrics.Any(metric => metric.Key == gate.Metric) ? metrics.First(metric => metric.Key == gate.Metric).Value : null;
        return new(gate.Metric, value, new Output.GateRow(gate, value, true).Bounds, new GateOutcome(gate, value).Passed);
    }

    private async Task<JudgedEvaluation> JudgedAgainAsync(ModelPlan plan, StageNode node, ModelVersion champion, JudgedEvaluation candidate, bool needsRows)
    {
        var record = champion.Record!;
        if (record.Model == candidate.Model) return candidate;
        var outputs = plan.Plan.All.Where(each => each.Decision.Output is not null).ToDictionary(each => each.Node.Name, each => each.Decision.Output!.Value, StringComparer.Ordinal);
        var instead = new Dictionary<string, Content>(StringComparer.Ordinal);
        foreach (var name in new[] { ModelInput, FeaturesInput })
        {
            if (InputOf(plan, node, name) is not { } input) continue;
            var stage = record.Stages.FirstOrDefault(stage => stage.Name == input.Stage)
                ?? throw new BuildException($"the champion, version {champion.Number}, cannot stand this test: it was made by other stages and has no `{input.Stage}`", $"promote a version of this pipeline by hand, after `--target Register` without the gates that compare");
            instead[stage.Name] = stage.Output;
        }

        var judged = await builds.ReplayAsync(plan, node.Name, outputs, instead);
        return Judged(record.Model, judged.Output, needsRows);
    }

    private JudgedEvaluation Judged(Content model, Content evaluation, bool needsRows)
    {
        if (!context.Workspace.Store.HasWhole(evaluation)) throw new BuildException($"the bytes of evaluation {evaluation.Digest.Brief} are not here", "pull them with `--target Pull`");
        var read = Evaluation.Load(context.Workspace.Store.OpenArtifact(evaluation));
        return new(model, EvaluationFigures.Parse(read.Metrics), needsRows ? read.Predictions : null);
    }

    /// <summary>What stage is behind an input of another, and the content that the input has; null when there is no such input.</summary>
    private static (string Stage, Content Content)? InputOf(ModelPlan plan, StageNode node, string name)
    {
        if (node.Parts.Inputs.FirstOrDefault(input => input.Name == name) is not { Origin.Root: Origin.Made made }) return null;
        var part = plan.Plan[node].Key!.Parts.First(part => part.Key == $"input.{name}").Value;
        var isTree = part.StartsWith("tree ", StringComparison.Ordinal);
        return (plan.Plan.Graph[made.Stage].Name, new(Digest.Parse(isTree ? part[5..] : part), isTree));
    }

    private VersionRecord RecordOf(ModelPlan plan, ModelRegistration registration, string stage, Content model, Content evaluation, JudgedEvaluation judged, IReadOnlyList<StageNode> stages)
    {
        var state = new Git(context.Folders.Root).State();
        return new()
        {
            Pipeline = plan.Project.Name,
            Section = plan.Profile.Section,
            Stage = stage,
            Model = model,
            Evaluation = evaluation,
            Provenance = new ProvenanceFiles(context).Keep(plan),
            Metrics = judged.Figures.Test,
            Stages = [.. stages.Select(node => new VersionStage(node.Name, plan.Plan[node].Key!.Digest, plan.Plan[node].Output!.Value))],
            Data = [.. DataOf(plan, stages)],
            Commit = state?.Commit,
            IsDirty = state?.IsDirty ?? false,
            ApprovalsNeeded = registration.Approvals,
            Tags = [.. registration.Tags.OrderBy(tag => tag.Name, StringComparer.Ordinal)],
        };
    }

    private IEnumerable<VersionData> DataOf(ModelPlan plan, IReadOnlyList<StageNode> stages) =>
        stages.SelectMany(node => node.Parts.Inputs).Select(input => input.Origin.Root).OfType<Origin.Snapshot>().Select(snapshot => snapshot.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new VersionData(name, context.Workspace.ReadDataLock().Find(plan.Profile.Name, name)?.Content.Digest ?? throw new BuildException($"snapshot `{name}` is not pinned")));

    private ActionRecord? RecordOf(Decision decision) => decision.Record ?? (decision.Key is { } key ? context.Workspace.Actions.Find(key.Digest) : null);

    private static List<StageNode> Before(Plan plan, StageNode goal)
    {
        var needed = new HashSet<StageNode>();
        void Add(StageNode node)
        {
            if (!needed.Add(node)) return;
            foreach (var need in node.Needs) Add(need);
        }

        Add(goal);
        return [.. plan.Graph.Order.Where(needed.Contains)];
    }
}
