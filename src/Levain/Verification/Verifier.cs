using Levain.Building;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;
using Levain.Workers;

namespace Levain.Verification;

/// <summary>Builds stages again in other processes under other circumstances, and compares the bytes.</summary>
public sealed class Verifier(Workspace workspace, WorkerLaunch launch, OptionOverrides overrides)
{
    private readonly IContentStore store = workspace.Store;

    /// <summary>Checks one stage whose output and inputs are here.</summary>
    public async Task<VerifyOutcome> VerifyAsync(ModelPlan plan, StageNode node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(node);
        if (plan.Plan[node] is not { Output: { } recorded, IsDone: true })
            throw new BuildException($"stage `{node.Name}` is {(plan.Plan[node].State == StageState.Recorded ? "not here" : "not up to date")}, so there is nothing to compare with", $"build it first: `--target Train --model {plan.Project.Name}`");

        var outcome = new VerifyOutcome(node.Name, recorded.Digest);
        if (await TryAsync(plan, node, recorded, Variation.Together(Variation.All), cancellation).ConfigureAwait(false) is not { } together) return outcome;

        // Something was noticed: which of them, one by one.
        var found = new List<VerifyDifference>();
        foreach (var variation in Variation.All.Prepend(Variation.Again))
            if (await TryAsync(plan, node, recorded, variation, cancellation).ConfigureAwait(false) is { } difference) found.Add(difference);
        return outcome with { Differences = found.Count > 0 ? found : [together] };
    }

    private async Task<VerifyDifference?> TryAsync(ModelPlan plan, StageNode node, Content recorded, Variation variation, CancellationToken cancellation)
    {
        var folder = Path.Combine(variation.Folder ?? Path.Combine(workspace.Folder.Root, "verify"), $"levain-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            return await DifferenceAsync(plan, node, recorded, variation, folder, cancellation).ConfigureAwait(false);
        }
        catch (BuildException error)
        {
            return new VerifyDifference(variation.Name, $"the run fails: {error.Message}");
        }
        finally
        {
            ScratchFolders.Delete(folder);
        }
    }

    private async Task<VerifyDifference?> DifferenceAsync(ModelPlan plan, StageNode node, Content recorded, Variation variation, string folder, CancellationToken cancellation)
    {
        var engine = new WorkerEngine(store, launch, variation.Conditions, plan.Profile, [.. overrides.Texts]);
        var request = new RunRequest
        {
            Model = plan.Project.Name,
            Name = node.Name,
            Stage = node.Stage,
            Inputs = InputsOf(plan, node),
            Scratch = folder,
            Threads = 1,
            SubStages = NoSubStages.Instance,
        };
        await engine.RunAsync(request, cancellation).ConfigureAwait(false);

        var other = new FileContentStore(StoreFolder.Open(Path.Combine(folder, "worker", "store")));
        var made = other.AddPath(request.Output, Adding.Take, cancellation);
        return made == recorded ? null : new VerifyDifference(variation.Name, ContentDifference.Between(store, recorded, other, made));
    }

    private Dictionary<Origin, Content> InputsOf(ModelPlan plan, StageNode node)
    {
        var inputs = new WorkspaceInputs(workspace, plan.Profile, new Snapshotter(StatCache.Load(workspace.Folder)));
        return node.Parts.Inputs.Select(input => input.Origin).Distinct().ToDictionary(
            origin => origin,
            origin => origin is Origin.Made made ? plan.Plan[plan.Plan.Graph[made.Stage]].Output!.Value : inputs.Find(origin, node.Name));
    }

    // The worker builds sub-stages itself.
    private sealed class NoSubStages : ISubStages
    {
        public static NoSubStages Instance { get; } = new();

        public Task<Content> BuildAsync(Stage stage, CancellationToken cancellation) => throw new InvalidOperationException("a worker asked its parent for a sub-stage");
    }
}
