using System.Collections.Concurrent;
using Levain.Planning;

namespace Levain.Scheduling;

/// <summary>Builds the sub-stages of one running stage: each is an action of its own, cached like any other.</summary>
internal sealed class SubStages(BuildParts parts, ActionRunner runner, StageRun parent, HeldSlot slot) : ISubStages, IDisposable
{
    private readonly ConcurrentDictionary<Stage, Lazy<Task<Content>>> built = new(ReferenceEqualityComparer.Instance);
    private volatile bool ended;

    public Task<Content> BuildAsync(Stage stage, CancellationToken cancellation) =>
        ended
            ? throw new BuildException($"sub-stage `{stage.Name}` was asked for after `{parent.Name}` had returned", "await what BuildAsync returns before the stage ends")
            : slot.LendWhileAsync(() => FindAsync(stage, [], cancellation));

    public void Dispose() => ended = true;

    private Task<Content> FindAsync(Stage stage, IReadOnlyList<Stage> path, CancellationToken cancellation)
    {
        if (path.Any(other => ReferenceEquals(other, stage))) throw Cycle(path.Select(other => other.Name).Append(stage.Name));
        return built.GetOrAdd(stage, _ => new(() => Task.Run(() => BuildNewAsync(stage, [.. path, stage], cancellation), cancellation))).Value;
    }

    private async Task<Content> BuildNewAsync(Stage stage, IReadOnlyList<Stage> path, CancellationToken cancellation)
    {
        var read = parts.Reader.Read(stage);
        var inputs = new Dictionary<Origin, Content>();
        foreach (var input in read.Inputs)
            inputs[input.Origin] = await FindAsync(input.Origin, path, cancellation).ConfigureAwait(false)
                ?? throw new BuildException($"sub-stage `{stage.Name}` reads {input.Origin}, which is no input of `{parent.Name}`", $"a sub-stage may use its parent's inputs only: make it a property of `{parent.Stage.GetType().Name}` too");

        var node = new StageNode { Index = parent.Rank, Stage = stage, Parts = read, Needs = [] };
        var decision = parts.Planner.Decide(node, origin => inputs[origin], locked: null);
        var run = new StageRun
        {
            Model = parent.Model,
            Name = $"{parent.Name}/{NameOf(stage, read)}",
            Stage = stage,
            OptionTypes = read.OptionTypes,
            Key = decision.Key!,
            Decision = decision,
            Inputs = inputs,
            Rank = parent.Rank,
            Parent = parent,
        };
        for (var ancestor = run.Parent; ancestor is not null; ancestor = ancestor.Parent)
            if (ancestor.Key.Digest == run.Key.Digest) throw Cycle(Names(run, ancestor));

        return await BuildAsync(run, cancellation).ConfigureAwait(false);
    }

    private async Task<Content?> FindAsync(Origin origin, IReadOnlyList<Stage> path, CancellationToken cancellation) =>
        parts.Trees.Find(origin, parent.Inputs) is { } known ? known
        : origin is Origin.Made made ? await FindAsync(made.Stage, path, cancellation).ConfigureAwait(false)
        : origin is Origin.Part { Whole: Origin.Made whole } part ? parts.Trees.Find(await FindAsync(whole.Stage, path, cancellation).ConfigureAwait(false), part)
        : null;

    // For people, who want to know which of a thousand parts it is; the key does not hold the name of a part.
    private static string NameOf(Stage stage, StageParts read)
    {
        Origin.Part[] all = [.. read.Inputs.Select(input => input.Origin).OfType<Origin.Part>().Take(2)];
        return all is [var only] ? $"{stage.Name}({only.Path})" : stage.Name;
    }

    private async Task<Content> BuildAsync(StageRun run, CancellationToken cancellation)
    {
        if (run.Decision.Output is { } here && parts.Store.HasWhole(here))
        {
            parts.Events.Finished(Outcome(run, StageResult.UpToDate, run.Decision.Output));
            return here;
        }

        try
        {
            var (record, ran) = await runner.RunAsync(run, cancellation).ConfigureAwait(false);
            parts.Events.Finished(Outcome(run, ran ? StageResult.Built : StageResult.UpToDate, record.Output) with { Duration = ran ? record.Duration : null, Metrics = record.Metrics });
            return record.Output;
        }
        catch (BuildException error)
        {
            parts.Events.Finished(Outcome(run, StageResult.Failed, output: null) with { Error = error });
            throw;
        }
    }

    private static StageOutcome Outcome(StageRun run, StageResult result, Content? output) => new()
    {
        Model = run.Model,
        Stage = run.Name,
        State = run.Decision.State,
        Result = result,
        Reason = run.Decision.Reason,
        Key = run.Key.Digest,
        Output = output,
        IsSubStage = true,
    };

    private static IEnumerable<string> Names(StageRun run, StageRun ancestor)
    {
        var names = new List<string> { run.Stage.Name };
        for (var up = run.Parent; up is not null && !ReferenceEquals(up, ancestor); up = up.Parent) names.Add(up.Stage.Name);
        names.Add(ancestor.Stage.Name);
        names.Reverse();
        return names;
    }

    private static BuildException Cycle(IEnumerable<string> names) => new($"stages need each other: {string.Join(" -> ", names)}");
}
