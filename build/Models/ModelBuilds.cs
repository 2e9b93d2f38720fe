using Levain.Building;
using Levain.Host.Output;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Workers;

namespace Levain.Host;

/// <summary>A model that was asked for: its plan, or why it has none.</summary>
internal sealed record AskedModel(string Name, ModelPlan? Plan, Exception? Error);

/// <summary>The stages of a model that was asked for, or why it has none.</summary>
internal sealed record ComposedModel(string Name, ModelProject? Project, StageGraph? Graph, Exception? Error);

/// <summary>Plans and builds the models that the command line asks for. What is wrong with one keeps no other from its build.</summary>
internal sealed class ModelBuilds
{
    private readonly HostContext context;
    private readonly BuildSession session;

    public ModelBuilds(HostContext context)
    {
        this.context = context;
        Codes = new ReachedCodes(context.Folders.Host, Path.Combine(context.Workspace.Folder.Root, "fingerprints"));
        session = new BuildSession(context.Workspace, Codes, context.Options.Settings, Engine());
    }

    public ReachedCodes Codes { get; }

    public IReadOnlyList<AskedModel> Plan()
    {
        var composed = Compose();
        return [.. composed.Select(model => model.Graph is { } graph ? Try(model.Name, () => session.Plan(model.Project!, context.Options.Profile, graph)) : new AskedModel(model.Name, null, model.Error))];
    }

    /// <summary>The graphs alone, without a look at the store.</summary>
    private List<ComposedModel> Compose()
    {
        var options = context.Options;
        var composed = context.Catalog.Select(options.Models).Select(name =>
        {
            try
            {
                var project = context.Catalog.Load(name);
                return new ComposedModel(name, project, session.Compose(project, options.Profile, options.Overrides), null);
            }
            catch (BuildException error)
            {
                return new ComposedModel(name, null, null, error);
            }
        }).ToList();
        if (composed.All(model => model.Error is null)) options.Overrides.MustAllApply([.. composed.Select(model => model.Graph!)]);
        return composed;
    }

    public async Task<IReadOnlyList<Output.ModelReport>> BuildAsync(IReadOnlyList<AskedModel> asked)
    {
        var plans = new List<(string, Plan)>();
        foreach (var model in asked)
            if (model.Plan is { } plan) plans.Add((model.Name, plan.Plan));
        using var progress = ProgressDisplay.OnError(BuildScope.Of(plans, context.Options.Settings.Jobs), TimeProvider.System);
        return [.. await Task.WhenAll(asked.Select(model => BuildAsync(model, progress)))];
    }

    /// <summary>What is shown of a plan.</summary>
    public Output.ModelReport Report(AskedModel model) => model.Plan is { } plan
        ? Output.ModelReport.Of(model.Name, plan.Profile, plan.Plan, Section(plan))
        : new Output.ModelReport { Model = model.Name, Profile = context.Options.Profile, Error = model.Error };

    private async Task<Output.ModelReport> BuildAsync(AskedModel model, IProgressDisplay progress)
    {
        if (model.Plan is not { } plan) return Report(model);
        try
        {
            var built = await session.BuildAsync(plan, progress, context.Stopping);
            return Output.ModelReport.Of(model.Name, plan.Profile, built.Outcomes, [.. built.Gates.Select(gate => new GateRow(gate.Gate, gate.Value, gate.Passed))], Section(plan));
        }
        catch (BuildException error)
        {
            return Report(model with { Plan = null, Error = error });
        }
    }

    private Levain.Locks.LockSection? Section(ModelPlan plan) => context.Workspace.ReadModelLock(plan.Project.Name).Find(plan.Profile.Section);

    private static AskedModel Try(string name, Func<ModelPlan> plan)
    {
        try
        {
            return new AskedModel(name, plan(), null);
        }
        catch (BuildException error)
        {
            return new AskedModel(name, null, error);
        }
    }

    private IEngine Engine() => context.Options.Sandboxed
        ? Engines.Sandboxed(context.Workspace.Store, WorkerProcess.Launch(context.Folders), context.Options.Profile, context.Options.Overrides)
        : Engines.Local(context.Workspace.Store);
}
