using Levain.Building;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Store;
using Levain.Workers;

namespace Levain.Verification;

/// <summary>Builds stages again in other processes under other circumstances, and compares the bytes.</summary>
/// <param name="jobs">How many threads a build gives to a stage that takes them.</param>
public sealed class Verifier(Workspace workspace, WorkerLaunch launch, OptionOverrides overrides, int jobs)
{
    private readonly IContentStore store = workspace.Store;
    private readonly string runs = Path.Combine(workspace.Folder.Root, "verify");

    /// <summary>Refuses a stage whose output is not here to compare with.</summary>
    public static void MustBeBuilt(ModelPlan plan, StageNode node)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(node);
        if (plan.Plan[node] is not { Output: not null, IsDone: true })
            throw new BuildException($"stage `{node.Name}` is {(plan.Plan[node].State == StageState.Recorded ? "not here" : "not up to date")}, so there is nothing to compare with", $"build it first: `--target Train --model {plan.Project.Name}`");
    }

    /// <summary>Checks one stage whose output and inputs are here.</summary>
    public async Task<VerifyOutcome> VerifyAsync(ModelPlan plan, StageNode node, CancellationToken cancellation)
    {
        MustBeBuilt(plan, node);
        var check = new Check(this, plan, node, plan.Plan[node].Output!.Value, cancellation);
        var outcome = new VerifyOutcome(node.Name, check.Recorded.Digest);
        if (await check.FindAsync(Variation.Together(Variation.All)).ConfigureAwait(false) is not { } together) return outcome;

        // Something was noticed. What differs without any change differs under every change: no other can be told from it.
        if (await check.FindAsync(Variation.Again).ConfigureAwait(false) is { } again) return outcome with { Differences = [await check.ChanceAsync(again).ConfigureAwait(false)] };

        var found = (await check.FindAllAsync(Variation.All, jobs).ConfigureAwait(false)).OfType<VerifyDifference>().ToList();
        return outcome with { Differences = found.Count > 0 ? found : [together] };
    }

    private async Task<(IContentStore Store, Content Made)> RunAsync(ModelPlan plan, StageNode node, Variation variation, string folder, CancellationToken cancellation)
    {
        var request = new RunRequest
        {
            Model = plan.Project.Name,
            Name = node.Name,
            Stage = node.Stage,
            Inputs = await InputsOfAsync(plan, node, cancellation).ConfigureAwait(false),
            Scratch = folder,
            Threads = Math.Min(node.Stage.Limits.Jobs, jobs),
            SubStages = NoSubStages.Instance,
        };
        await new WorkerEngine(store, launch, variation.Conditions, plan.Profile, [.. overrides.Texts]).RunAsync(request, cancellation).ConfigureAwait(false);

        var other = new FileContentStore(StoreFolder.Open(Path.Combine(folder, "worker", "store")));
        return (other, other.AddPath(request.Output, Adding.Take, cancellation));
    }

    private async Task<Dictionary<Origin, Content>> InputsOfAsync(ModelPlan plan, StageNode node, CancellationToken cancellation)
    {
        var inputs = new WorkspaceInputs(workspace, plan.Profile, new Snapshotter(StatCache.Load(workspace.Folder)));
        var found = new Dictionary<Origin, Content>();
        foreach (var origin in node.Parts.Inputs.Select(input => input.Origin).Distinct())
        {
            found[origin] = origin is Origin.Made made ? plan.Plan[plan.Plan.Graph[made.Stage]].Output!.Value : inputs.Find(origin, node.Name);
            // A file that means what it meant is up to date without ever having been brought into the store.
            if (origin is not Origin.Made) await inputs.FetchAsync(origin, found[origin], cancellation).ConfigureAwait(false);
        }

        return found;
    }

    // The runs of one stage.
    private sealed class Check(Verifier verifier, ModelPlan plan, StageNode node, Content recorded, CancellationToken cancellation)
    {
        public Content Recorded => recorded;

        /// <summary>How a run under the <paramref name="variation"/> differs from what is recorded; null when it does not.</summary>
        public Task<VerifyDifference?> FindAsync(Variation variation) => InFolderAsync(variation, async folder =>
        {
            var (other, made) = await verifier.RunAsync(plan, node, variation, folder, cancellation).ConfigureAwait(false);
            return made == recorded ? null : new VerifyDifference(variation.Name, ContentDifference.Between(verifier.store, recorded, other, made));
        });

        /// <summary>A place for each variation, in their order.</summary>
        public async Task<IReadOnlyList<VerifyDifference?>> FindAllAsync(IReadOnlyList<Variation> variations, int atOnce)
        {
            var found = new VerifyDifference?[variations.Count];
            await Parallel.ForAsync(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation }, async (i, _) =>
                found[i] = await FindAsync(variations[i]).ConfigureAwait(false)).ConfigureAwait(false);
            return found;
        }

        /// <summary>What makes two runs differ that nothing tells apart: two runs under a stopped clock say whether it is the clock.</summary>
        public async Task<VerifyDifference> ChanceAsync(VerifyDifference again)
        {
            const string chance = "random numbers, `Guid.NewGuid`, hash codes of strings and objects, a stopwatch, or which thread ends first";
            if (Variation.StoppedClock is not { } stopped) return again with { Hint = $"it may read the clock, {chance}" };

            var (one, two) = (await MadeAsync(stopped).ConfigureAwait(false), await MadeAsync(stopped).ConfigureAwait(false));
            return one is not null && one == two ? again with { Variation = stopped.Name } : again with { Hint = $"it is not the clock alone: look for {chance}" };
        }

        private async Task<Content?> MadeAsync(Variation variation)
        {
            Content? made = null;
            await InFolderAsync(variation, async folder =>
            {
                made = (await verifier.RunAsync(plan, node, variation, folder, cancellation).ConfigureAwait(false)).Made;
                return null;
            }).ConfigureAwait(false);
            return made;
        }

        private async Task<VerifyDifference?> InFolderAsync(Variation variation, Func<string, Task<VerifyDifference?>> run)
        {
            var folder = RunFolders.Open(variation.Folder ?? verifier.runs);
            try
            {
                return await run(folder).ConfigureAwait(false);
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
    }

    // The worker builds sub-stages itself.
    private sealed class NoSubStages : ISubStages
    {
        public static NoSubStages Instance { get; } = new();

        public Task<Content> BuildAsync(Stage stage, CancellationToken cancellation) => throw new InvalidOperationException("a worker asked its parent for a sub-stage");
    }
}
