using Levain.Actions;
using Levain.Building;
using Levain.Host.Output;
using Levain.Planning;
using Levain.Remotes;
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
    private Action<string> noticed = message => Console.Error.WriteLine(TextWidth.Clean(message));

    public ModelBuilds(HostContext context)
    {
        this.context = context;
        Codes = new ReachedCodes(context.Folders.Host, Path.Combine(context.Workspace.Folder.Root, "fingerprints"));
        session = new BuildSession(context.Workspace, Codes, context.Options.Settings, Engine(), Remotes(), Snapshots);
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
        if (context.Options.Sandboxed) WorkerProcess.FetchNatives(plans.Select(plan => plan.Item2));
        var before = noticed;
        using var progress = ProgressDisplay.OnError(BuildScope.Of(plans, context.Options.Settings.Jobs), TimeProvider.System);
        // A line in the middle of a block that is drawn over would be lost.
        noticed = progress.Noticed;
        try
        {
            return [.. await Task.WhenAll(asked.Select(model => BuildAsync(model, progress)))];
        }
        finally
        {
            noticed = before;
        }
    }

    /// <summary>Runs a stage of a built plan on other outputs of the stages before it, or takes what ran before.</summary>
    public Task<ActionRecord> ReplayAsync(ModelPlan plan, string stage, IReadOnlyDictionary<string, Content> outputs, IReadOnlyDictionary<string, Content> instead) =>
        session.ReplayAsync(plan, stage, outputs, instead, cancellation: context.Stopping);

    /// <summary>What is shown of a plan.</summary>
    public Output.ModelReport Report(AskedModel model) => model.Plan is { } plan
        ? Output.ModelReport.Of(model.Name, plan.Profile, plan.Plan, Section(plan))
        : new Output.ModelReport { Model = model.Name, Profile = context.Options.Profile, Error = model.Error };

    /// <summary>The plans with what remotes say of outputs that are not here.</summary>
    public async Task<IReadOnlyList<AskedModel>> SurveyAsync(IReadOnlyList<AskedModel> asked) => !HasRemotes ? asked :
        [.. await Task.WhenAll(asked.Select(async model => model.Plan is { } plan ? model with { Plan = await session.SurveyAsync(plan, context.Stopping) } : model))];

    /// <summary>Pushes what was built to the remotes that are to have it at once. They are a help, and no part of the build.</summary>
    public async Task PushAsync(IReadOnlyList<Output.ModelReport> reports)
    {
        if (!HasRemotes) return;
        foreach (var location in context.Remotes.Remotes.Where(location => location.Writes == RemoteWrites.Always))
        {
            try
            {
                using var remote = context.Remotes.Open(location, RemotePatience.ForBuilds);
                await new RemoteTransfers(context.Workspace, remote, new NoticedOnly(noticed), context.Options.TransferJobs, dryRun: false).PushAsync([.. reports.Where(report => !report.Failed).Select(report => report.Model)], context.Stopping);
            }
            catch (RemoteException error) when (error.Fault == RemoteFault.Refused)
            {
                // Whoever may only read here builds all the same.
            }
            catch (BuildException error)
            {
                noticed($"warning: nothing more is pushed: {error.Message}");
            }
        }
    }

    private async Task<Output.ModelReport> BuildAsync(AskedModel model, IProgressDisplay progress)
    {
        if (model.Plan is not { } plan) return Report(model);
        try
        {
            var started = context.Workspace.Clock.GetUtcNow();
            var built = await session.BuildAsync(plan, progress, context.Stopping);
            if (built.Outcomes.Any(outcome => outcome.Result is StageResult.Built or StageResult.Unchanged) && built.Outcomes.All(outcome => outcome.Output is not null)) State(built, started);
            return Output.ModelReport.Of(model.Name, plan.Profile, built.Outcomes, [.. built.Gates.Select(gate => new GateRow(gate.Gate, gate.Value, gate.Passed))], Section(plan));
        }
        catch (BuildException error)
        {
            return Report(model with { Plan = null, Error = error });
        }
    }

    // Not part of the result: a build that cannot say how it went has built all the same.
    private void State(Building.ModelReport built, DateTimeOffset started)
    {
        try
        {
            new Registering.ProvenanceFiles(context).Write(built, started);
        }
        catch (Exception error) when (error is BuildException or IOException or UnauthorizedAccessException)
        {
            noticed($"warning: how `{built.Plan.Project.Name}` was built is not written down: {error.Message}");
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

    // Without a remote not even its class is loaded.
    private RemoteSet? Remotes() => HasRemotes ? context.Remotes.Set(context.Workspace, message => noticed(message), context.Options.TransferJobs) : null;

    // Called when bytes of a snapshot are missing, so that a start without need loads nothing of it.
    private ISources Snapshots() => context.Remotes.Snapshots(context.Workspace, new FetchNotices(message => noticed(message), TimeProvider.System), context.Options.TransferJobs);

    private bool HasRemotes =>
        context.Options.Has("remote") || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LEVAIN_REMOTE")) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LEVAIN_MIRRORS"));

    private IEngine Engine() => context.Options.Sandboxed
        ? Engines.Sandboxed(context.Workspace.Store, WorkerProcess.Launch(context.Folders), context.Options.Profile, context.Options.Overrides)
        : Engines.Local(context.Workspace.Store);
}
