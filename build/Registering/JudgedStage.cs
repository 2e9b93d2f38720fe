using Levain.Actions;
using Levain.Building;
using Levain.Planning;
using Levain.Registry;

namespace Levain.Host.Registering;

/// <summary>An evaluation of a built plan: the model that it judged, and the stages that led to it.</summary>
internal sealed class JudgedStage
{
    public const string ModelInput = "Model", FeaturesInput = "Features";

    private readonly HostContext context;
    private readonly ModelPlan plan;

    public JudgedStage(HostContext context, ModelPlan plan, StageNode node)
    {
        (this.context, this.plan, Node) = (context, plan, node);
        var needed = new HashSet<StageNode>();
        void Add(StageNode each)
        {
            if (!needed.Add(each)) return;
            foreach (var need in each.Needs) Add(need);
        }

        Add(node);
        Stages = [.. plan.Plan.Graph.Order.Where(needed.Contains)];
    }

    public StageNode Node { get; }

    /// <summary>All that led here and the evaluation itself, in the order in which they run.</summary>
    public IReadOnlyList<StageNode> Stages { get; }

    public Content Output => plan.Plan[Node].Output ?? throw new BuildException($"stage `{Node.Name}` has no output yet: {plan.Plan[Node].Reason}", $"build it with `--target Train --model {plan.Project.Name}`");

    /// <summary>What stage is behind an input, and the content that the input has; null when there is no such input.</summary>
    public (string Stage, Content Content)? InputOf(string name)
    {
        if (Node.Parts.Inputs.FirstOrDefault(input => input.Name == name) is not { Origin.Root: Origin.Made made }) return null;
        var part = plan.Plan[Node].Key!.Parts.First(part => part.Key == $"input.{name}").Value;
        var isTree = part.StartsWith("tree ", StringComparison.Ordinal);
        return (plan.Plan.Graph[made.Stage].Name, new(Digest.Parse(isTree ? part[5..] : part), isTree));
    }

    /// <summary>All that is known of it but what gates say. What judges no model that it reads, such as a series of forecasts, stands for itself.</summary>
    public VersionRecord Record(IReadOnlyList<VersionMetric> metrics)
    {
        var state = new Git(context.Folders.Root).State();
        var (stage, model) = InputOf(ModelInput) ?? (Node.Name, Output);
        return new()
        {
            Pipeline = plan.Project.Name,
            Section = plan.Profile.Section,
            Stage = stage,
            Model = model,
            Evaluation = Output,
            Metrics = metrics,
            Stages = [.. Stages.Select(node => new VersionStage(node.Name, plan.Plan[node].Key!.Digest, plan.Plan[node].Output!.Value))],
            Data = [.. Data()],
            Commit = state?.Commit,
            IsDirty = state?.IsDirty ?? false,
        };
    }

    /// <summary>What the bounds of the pipeline say of the stages that led here.</summary>
    public IEnumerable<GateFinding> Bounds() => plan.Project.Pipeline.Gates.Where(gate => Stages.Any(stage => stage.Name == gate.Stage)).Select(gate =>
    {
        var metrics = RecordOf(plan.Plan[Stages.First(stage => stage.Name == gate.Stage)])?.Metrics ?? [];
        double? value = metrics.Any(metric => metric.Key == gate.Metric) ? metrics.First(metric => metric.Key == gate.Metric).Value : null;
        return new GateFinding(gate.Metric, value, new Output.GateRow(gate, value, true).Bounds, new GateOutcome(gate, value).Passed);
    });

    private IEnumerable<VersionData> Data() =>
        Stages.SelectMany(node => node.Parts.Inputs).Select(input => input.Origin.Root).OfType<Origin.Snapshot>().Select(snapshot => snapshot.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new VersionData(name, context.Workspace.ReadDataLock().Find(plan.Profile.Name, name)?.Content.Digest ?? throw new BuildException($"snapshot `{name}` is not pinned")));

    private ActionRecord? RecordOf(Decision decision) => decision.Record ?? (decision.Key is { } key ? context.Workspace.Actions.Find(key.Digest) : null);
}
