using Levain.Actions;
using Levain.Collection;
using Levain.Locks;
using Levain.Planning;
using Levain.Remotes;
using Levain.Scheduling;
using Levain.Store;

namespace Levain.Building;

/// <summary>Plans and builds models of one workspace. The models of a session share its job budget.</summary>
public sealed class BuildSession
{
    private readonly Workspace workspace;
    private readonly IStageCodes codes;
    private readonly BuildSettings settings;
    private readonly IEngine engine;
    private readonly StatCache statCache;
    private readonly Snapshotter snapshotter;
    private readonly JobBudget budget;
    private readonly StageReader reader = new();
    private readonly IElsewhere? elsewhere;
    private readonly Lazy<ISources>? sources;

    /// <param name="sources">Opens what fetches snapshots, when the first one is missing; null when they come from files and folders only.</param>
    public BuildSession(Workspace workspace, IStageCodes codes, BuildSettings? settings = null, IEngine? engine = null, RemoteSet? remotes = null, Func<ISources>? sources = null)
    {
        this.sources = sources is null ? null : new(sources);
        this.workspace = workspace;
        this.codes = codes;
        elsewhere = remotes;
        this.settings = settings ?? new BuildSettings();
        this.engine = engine ?? new LocalEngine(workspace.Store);
        statCache = StatCache.Load(workspace.Folder);
        snapshotter = new Snapshotter(statCache);
        budget = new JobBudget(this.settings.Jobs, this.settings.Memory);
    }

    /// <summary>The stages of a model with all options settled, checked as a whole.</summary>
    public StageGraph Compose(ModelProject project, BuildProfile profile, OptionOverrides? overrides = null)
    {
        var graph = StageGraph.Of(Goals(project, profile), overrides, reader);
        foreach (var gate in project.Pipeline.Gates)
            if (!graph.TryFind(gate.Stage, out _))
                throw new BuildException($"a gate of model `{project.Name}` looks at stage `{gate.Stage}`, which is not in the pipeline", NearestName.Hint(gate.Stage, graph.Names));
        return graph;
    }

    // The pipeline is the user's code: what it throws is theirs to mend, and no bug of ours.
    private static List<Stage> Goals(ModelProject project, BuildProfile profile)
    {
        try
        {
            List<Stage> goals = [.. project.Pipeline.Compose(profile)];
            return goals.Contains(null!) ? throw new BuildException($"the pipeline of model `{project.Name}` composes a stage that is null") : goals;
        }
        catch (Exception error) when (error is not BuildException and not OutOfMemoryException)
        {
            throw new BuildException($"the pipeline of model `{project.Name}` cannot be composed: {UserCode.Says(error)}", inner: error);
        }
    }

    public ModelPlan Plan(ModelProject project, BuildProfile profile, StageGraph graph)
    {
        var locked = LockedStages(project, profile);
        return new ModelPlan(project, profile, PlannerOf(InputsOf(profile)).Plan(graph, locked)) { Locked = locked };
    }

    public ModelPlan Plan(ModelProject project, BuildProfile profile, OptionOverrides? overrides = null) =>
        Plan(project, profile, Compose(project, profile, overrides));

    /// <summary>Asks remotes, by metadata alone, for outputs that are known and not here.</summary>
    public async Task<ModelPlan> SurveyAsync(ModelPlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (elsewhere is null) return plan;
        var decisions = plan.Plan.All.Select(each => each.Decision).ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, decisions.Length), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation }, async (i, token) =>
        {
            if (decisions[i] is not { Output: { } output } known || workspace.Store.Has(output.Digest)) return;
            if (await elsewhere.WhereAsync(output, token).ConfigureAwait(false) is { } where) decisions[i] = known with { State = StageState.Cached, Reason = $"its output is at {where}" };
        }).ConfigureAwait(false);
        return plan with { Plan = new Plan(plan.Plan.Graph, decisions) };
    }

    public async Task<ModelReport> BuildAsync(ModelPlan plan, IBuildEvents? events = null, CancellationToken cancellation = default)
    {
        if (settings.Locked) RefuseOtherKeys(plan);
        var outcomes = await new ModelBuild(plan.Project.Name, PartsOf(plan.Profile, events ?? new NoBuildEvents()), settings, plan.Plan, plan.Locked).RunAsync(cancellation).ConfigureAwait(false);
        statCache.Save();

        var report = new ModelReport(plan, outcomes) { Gates = [.. plan.Project.Pipeline.Gates.Select(gate => Judge(gate, plan, outcomes))] };
        // A lock always describes one whole build: what a failed one finished is in the action cache.
        return outcomes.Any(outcome => outcome.Result is StageResult.Failed or StageResult.Skipped) ? report : Recorded(report);
    }

    /// <summary>Runs one stage of a built plan again on other outputs of the stages before it: the same code and options on another model. What ran before with the same inputs is taken from the cache.</summary>
    /// <param name="outputs">The outputs of the build, by the names of the stages.</param>
    /// <param name="instead">The outputs that take the place of some of them.</param>
    public Task<ActionRecord> ReplayAsync(ModelPlan plan, string stage, IReadOnlyDictionary<string, Content> outputs, IReadOnlyDictionary<string, Content> instead, IBuildEvents? events = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var graph = plan.Plan.Graph;
        if (!graph.TryFind(stage, out var node)) throw new BuildException($"model `{plan.Project.Name}` has no stage `{stage}`", NearestName.Hint(stage, graph.Names));
        return new StageReplay(plan.Project.Name, PartsOf(plan.Profile, events ?? new NoBuildEvents()), graph, outputs).RunAsync(node, instead, cancellation);
    }

    private ModelReport Recorded(ModelReport report)
    {
        if (!Record(report)) return report;
        Compaction.RunIfWorthIt(workspace.Folder);
        return report with { LockWritten = true };
    }

    private Dictionary<string, LockedStage> LockedStages(ModelProject project, BuildProfile profile) =>
        workspace.ReadModelLock(project.Name).Find(profile.Section)?.Stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal) ?? [];

    private WorkspaceInputs InputsOf(BuildProfile profile) => new(workspace, profile, snapshotter, elsewhere, sources);

    private Planner PlannerOf(IInputs inputs) => new(workspace.Store, workspace.Actions, codes, inputs, PlanEnvironment.Current, elsewhere);

    private BuildParts PartsOf(BuildProfile profile, IBuildEvents events)
    {
        var inputs = InputsOf(profile);
        return new BuildParts
        {
            Store = workspace.Store,
            Actions = workspace.Actions,
            Planner = PlannerOf(inputs),
            Codes = codes,
            Inputs = inputs,
            Trees = new TreeParts(workspace.Store),
            Engine = engine,
            Budget = budget,
            Events = events,
            Clock = workspace.Clock,
            Scratch = new ScratchFolders(Path.Combine(workspace.Folder.Root, "scratch")),
            LockFolder = workspace.Folder.Locks,
            Reader = reader,
            Elsewhere = elsewhere,
        };
    }

    private static void RefuseOtherKeys(ModelPlan plan)
    {
        var others = plan.Plan.All
            .Where(each => each.Decision.Key is { } key && plan.Locked.GetValueOrDefault(each.Node.Name)?.Key != key.Digest)
            .Select(each => $"`{each.Node.Name}`: {each.Decision.Reason}")
            .ToList();
        if (others.Count > 0)
            throw new BuildException($"`--locked`: the lock of `{plan.Project.Name}` for {plan.Profile.Section} does not belong to these sources: {string.Join("; ", others)}", $"build without `--locked` and commit models/{plan.Project.Name}/model.lock.json");
    }

    private GateOutcome Judge(Gate gate, ModelPlan plan, IReadOnlyList<StageOutcome> outcomes)
    {
        var outcome = outcomes.First(outcome => outcome.Stage == gate.Stage);
        // A fresh stage was not even looked up. Its record is sealed by a digest; the lock is a text, believed only where there is no record.
        var metrics = outcome.Metrics.Count > 0 ? outcome.Metrics
            : outcome.Key is { } key && workspace.Actions.Find(key) is { } record && record.Output == outcome.Output ? record.Metrics
            : plan.Locked.GetValueOrDefault(gate.Stage)?.Metrics ?? [];
        if (outcome.Output is not null)
            foreach (var (name, value) in metrics)
                if (name == gate.Metric) return new GateOutcome(gate, value);
        return new GateOutcome(gate, null);
    }

    private bool Record(ModelReport report)
    {
        var plan = report.Plan;
        var section = new LockSection(plan.Profile.Section, report.Outcomes.Select(outcome => new LockedStage(outcome.Stage, outcome.Key!.Value, outcome.Output!.Value, Gated(outcome.Stage, report.Gates))));
        // As it was read: without a lock of the file and without writing it for comparison.
        if (section.Stages.Count == plan.Locked.Count && section.Stages.All(stage => stage.Equals(plan.Locked.GetValueOrDefault(stage.Name)))) return false;
        if (!settings.Locked) return workspace.ChangeModelLock(plan.Project.Name, modelLock => modelLock.With(section));

        var changed = section.Stages.Where(stage => plan.Locked.GetValueOrDefault(stage.Name) is not { } locked || !locked.Equals(stage)).Select(stage => $"`{stage.Name}`").ToList();
        return changed.Count == 0 ? false : throw new BuildException($"`--locked`: the build of `{plan.Project.Name}` gave other results than its lock records, for {string.Join(", ", changed)}", "build without `--locked` and look at `git diff`");
    }

    private static List<KeyValuePair<string, double>>? Gated(string stage, IReadOnlyList<GateOutcome> gates)
    {
        List<KeyValuePair<string, double>>? metrics = null;
        foreach (var gate in gates.Where(gate => gate.Gate.Stage == stage && gate.Value is not null).DistinctBy(gate => gate.Gate.Metric))
            (metrics ??= []).Add(new(gate.Gate.Metric, gate.Value!.Value));
        return metrics;
    }
}
