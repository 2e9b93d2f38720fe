using System.Collections.Concurrent;
using Levain.Actions;
using Levain.Locks;
using Levain.Planning;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Scheduling;

/// <summary>Brings the goals of one model up to date: runs what the plan found stale, on demand and in parallel.</summary>
internal sealed class ModelBuild(string model, BuildParts parts, BuildSettings settings, Plan plan, IReadOnlyDictionary<string, LockedStage> locked)
{
    private readonly ActionRunner runner = new(parts);
    private readonly ConcurrentDictionary<StageNode, Lazy<Task<Content>>> resolved = new();
    private readonly ConcurrentDictionary<StageNode, Lazy<Task<Content>>> ensured = new();
    private readonly ConcurrentDictionary<StageNode, StageOutcome> outcomes = new();
    private volatile bool stopped;

    /// <summary>What became of every stage of the graph, in its order.</summary>
    public async Task<IReadOnlyList<StageOutcome>> RunAsync(CancellationToken cancellation)
    {
        // When nothing is to be done nothing is awaited: a build without work is over before another thread would have begun.
        var work = plan.Graph.Goals.Select(goal => Ensure(goal, cancellation)).Where(goal => !goal.IsCompletedSuccessfully).ToList();
        if (work.Count > 0)
        {
            await Task.WhenAll(work.Select(Quietly)).ConfigureAwait(false);
            // A goal that fails leaves others running that it would have needed: their results count.
            while (Unfinished() is { Count: > 0 } left) await Task.WhenAll(left.Select(Quietly)).ConfigureAwait(false);
        }

        cancellation.ThrowIfCancellationRequested();
        return [.. plan.Graph.Order.Select(node => Known(outcomes.GetValueOrDefault(node) ?? UpToDate(node, plan[node])))];
    }

    private List<Task<Content>> Unfinished() => [.. resolved.Values.Concat(ensured.Values).Select(each => each.Value).Where(task => !task.IsCompleted)];

    // Failures are outcomes here; only what is our own bug goes up.
    private static async Task Quietly(Task<Content> work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception error) when (error is BuildException or OperationCanceledException)
        {
        }
    }

    /// <summary>The content of a stage's output; its bytes need not be here.</summary>
    private Task<Content> Resolve(StageNode node, CancellationToken cancellation) =>
        plan[node].Output is { } known
            ? Task.FromResult(known)
            : resolved.GetOrAdd(node, _ => new(() => Task.Run(() => ResolveNewAsync(node, cancellation), cancellation))).Value;

    /// <summary>The content of a stage's output, with its bytes here.</summary>
    private Task<Content> Ensure(StageNode node, CancellationToken cancellation) =>
        ensured.GetOrAdd(node, _ => new(() => IsHere(node) ? Resolve(node, cancellation) : Task.Run(() => EnsureNewAsync(node, cancellation), cancellation))).Value;

    private bool IsHere(StageNode node) => plan[node].Output is { } known && parts.Store.HasWhole(known);

    private async Task<Content> ResolveNewAsync(StageNode node, CancellationToken cancellation)
    {
        var contents = await AllAsync(node, need => ReadsPartOf(node, need) ? Ensure(need, cancellation) : Resolve(need, cancellation)).ConfigureAwait(false);
        var decision = plan[node].State == StageState.Depends ? await DecideAsync(node, contents, cancellation).ConfigureAwait(false) : plan[node];
        if (decision.Output is not { } known) return await BuildAsync(node, decision, cancellation).ConfigureAwait(false);

        outcomes[node] = UpToDate(node, decision);
        parts.Events.Finished(outcomes[node]);
        return known;
    }

    private async Task<Decision> DecideAsync(StageNode node, IReadOnlyDictionary<StageNode, Content> contents, CancellationToken cancellation)
    {
        try
        {
            // What a part holds is told by the tree that it is in.
            foreach (var whole in node.Parts.Inputs.Select(input => input.Origin).OfType<Origin.Part>().Select(part => part.Whole).OfType<Origin.Snapshot>().Distinct())
                await parts.Inputs.FetchAsync(whole, parts.Inputs.Find(whole, node.Name), cancellation).ConfigureAwait(false);
            return parts.Planner.Decide(node, origin => ContentOf(origin, node, contents), locked.GetValueOrDefault(node.Name));
        }
        catch (Exception error) when (error is BuildException or OperationCanceledException)
        {
            Fail(node, plan[node], error);
            throw;
        }
    }

    private async Task<Content> EnsureNewAsync(StageNode node, CancellationToken cancellation)
    {
        var content = await Resolve(node, cancellation).ConfigureAwait(false);
        if (parts.Store.HasWhole(content)) return content;
        if (parts.Elsewhere is not { } elsewhere) return await BuildAsync(node, plan[node], cancellation, content).ConfigureAwait(false);
        if (await elsewhere.FetchAsync(content, cancellation).ConfigureAwait(false) is not { } from)
            return await BuildAsync(node, plan[node] with { State = StageState.Recorded, Reason = $"its output {content.Digest.Brief} is neither here nor elsewhere" }, cancellation, content).ConfigureAwait(false);

        outcomes[node] = Keep(outcomes.GetValueOrDefault(node) ?? UpToDate(node, plan[node]), elsewhere) with { State = StageState.Cached, Reason = $"fetched from {from}" };
        parts.Events.Finished(outcomes[node]);
        return content;
    }

    // With the bytes comes the record of how they were made: metrics, log, and what to compare with the next time.
    private StageOutcome Keep(StageOutcome outcome, IElsewhere elsewhere)
    {
        if (outcome.Key is not { } key || parts.Actions.Find(key) is not null || elsewhere.Find(key) is not { } record || record.Output != outcome.Output) return outcome;
        parts.Actions.Record(record);
        return outcome with { Metrics = record.Metrics };
    }

    private async Task<Content> BuildAsync(StageNode node, Decision decision, CancellationToken cancellation, Content? expected = null)
    {
        try
        {
            // Whoever finds an input lost on reading it has it made again, and tries once more.
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await RunAsync(node, decision, expected, cancellation).ConfigureAwait(false);
                }
                catch (LostObjectException lost) when (attempt <= 3)
                {
                    parts.Events.Noticed($"{node.Name}: {lost.Message}; making it again");
                    foreach (var need in node.Needs) ensured.TryRemove(need, out _);
                }
            }
        }
        catch (Exception error) when (error is BuildException or OperationCanceledException)
        {
            Fail(node, decision, error);
            throw;
        }
    }

    private async Task<Content> RunAsync(StageNode node, Decision decision, Content? expected, CancellationToken cancellation)
    {
        var contents = await AllAsync(node, need => Ensure(need, cancellation)).ConfigureAwait(false);
        var inputs = node.Parts.Inputs.Select(input => input.Origin).Distinct().ToDictionary(origin => origin, origin => ContentOf(origin, node, contents));
        foreach (var (origin, content) in inputs)
            if (origin.Root is not Origin.Made) await parts.Inputs.FetchAsync(origin, content, cancellation).ConfigureAwait(false);

        RefuseWhenStopped();
        // An input that was made again may have come out differently.
        var key = parts.Planner.KeyOf(node, origin => inputs[origin]);
        var run = new StageRun { Model = model, Name = node.Name, Stage = node.Stage, OptionTypes = node.Parts.OptionTypes, Key = key, Decision = decision, Inputs = inputs, Rank = node.Index, Again = expected is not null, Admit = RefuseWhenStopped, Failed = StopUnlessKeepGoing };
        var (record, ran) = await runner.RunAsync(run, cancellation).ConfigureAwait(false);
        if (expected is { } recorded && key.Digest == decision.Key?.Digest && record.Output != recorded) Differs(node, recorded, record.Output);

        outcomes[node] = Done(node, decision, record, ran);
        parts.Events.Finished(outcomes[node]);
        return record.Output;
    }

    // Asked again when the stage comes out of the queue: by then another one may have failed.
    private void RefuseWhenStopped()
    {
        if (stopped) throw new StageSkippedException("not started, because another stage failed");
    }

    private void StopUnlessKeepGoing() => stopped |= !settings.KeepGoing;

    private void Differs(StageNode node, Content recorded, Content made)
    {
        var message = $"stage `{node.Name}` made {made.Digest.Brief}, but {recorded.Digest.Brief} is recorded for the very same key";
        const string hint = "the stage is not reproducible, or the record is from another platform: see `--target Verify`";
        if (settings.Locked) throw new BuildException(message, hint);
        parts.Events.Noticed($"warning: {message}; {hint}");
    }

    private StageOutcome Done(StageNode node, Decision decision, ActionRecord record, bool ran) => new()
    {
        Model = model,
        Stage = node.Name,
        State = decision.State,
        Result = !ran ? StageResult.UpToDate : locked.GetValueOrDefault(node.Name)?.Output == record.Output ? StageResult.Unchanged : StageResult.Built,
        Reason = ran ? decision.Reason : "another build made it meanwhile",
        Key = record.Digest,
        Output = record.Output,
        Duration = ran ? record.Duration : null,
        Metrics = record.Metrics,
    };

    // A record from elsewhere on which the lock will rest is kept, whether its bytes were needed or not.
    private StageOutcome Known(StageOutcome outcome) => parts.Elsewhere is { } elsewhere && outcome is { State: StageState.Cached, Result: StageResult.UpToDate } ? Keep(outcome, elsewhere) : outcome;

    private StageOutcome UpToDate(StageNode node, Decision decision) => new()
    {
        Model = model,
        Stage = node.Name,
        State = decision.State,
        Result = decision.Output is null ? StageResult.Skipped : StageResult.UpToDate,
        Reason = decision.Reason,
        Key = decision.Key?.Digest,
        Output = decision.Output,
        Metrics = decision.Record?.Metrics ?? [],
    };

    private void Fail(StageNode node, Decision decision, Exception error)
    {
        var skipped = error is StageSkippedException or OperationCanceledException;
        if (!skipped) StopUnlessKeepGoing();
        outcomes[node] = new StageOutcome
        {
            Model = model,
            Stage = node.Name,
            State = decision.State,
            Result = skipped ? StageResult.Skipped : StageResult.Failed,
            Reason = skipped ? error is OperationCanceledException ? "stopped" : error.Message : decision.Reason,
            Key = decision.Key?.Digest,
            Error = skipped ? null : error,
        };
        parts.Events.Finished(outcomes[node]);
    }

    private async Task<IReadOnlyDictionary<StageNode, Content>> AllAsync(StageNode node, Func<StageNode, Task<Content>> get)
    {
        var tasks = node.Needs.Select(need => (Need: need, Task: get(need))).ToList();
        var contents = new Dictionary<StageNode, Content>(tasks.Count);
        foreach (var (need, task) in tasks)
        {
            try
            {
                contents[need] = await task.ConfigureAwait(false);
            }
            catch (BuildException)
            {
                var skipped = new StageSkippedException($"depends on {need.Name}");
                Fail(node, plan[node], skipped);
                throw skipped;
            }
        }

        return contents;
    }

    private bool ReadsPartOf(StageNode node, StageNode need) =>
        node.Parts.Inputs.Any(input => input.Origin is Origin.Part { Whole: Origin.Made made } && plan.Graph[made.Stage] == need);

    private Content ContentOf(Origin origin, StageNode node, IReadOnlyDictionary<StageNode, Content> contents) => origin switch
    {
        Origin.Made made => contents[plan.Graph[made.Stage]],
        Origin.Part { Whole: not Origin.Workspace } part => parts.Trees.Find(ContentOf(part.Whole, node, contents), part, node.Name),
        _ => parts.Inputs.Find(origin, node.Name),
    };
}

/// <summary>A stage was not run because of another one.</summary>
internal sealed class StageSkippedException(string reason) : BuildException(reason);
