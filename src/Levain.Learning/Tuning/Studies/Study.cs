using Levain.Numerics;

namespace Levain.Learning.Tuning;

/// <summary>The trials of a tuning stage, one after the other with some at once.</summary>
internal sealed class Study<TModel>(TuningStage<TModel> stage, bool higherIsBetter, Func<Suggestion, Stage<Trial<TModel>>> trialOf, StageContext context) where TModel : IArtifact<TModel>
{
    private readonly List<PastTrial> past = [];
    private readonly Dictionary<int, Artifact<Trial<TModel>>> built = [];

    public async Task RunAsync()
    {
        var running = new Queue<Task<PastTrial>>();
        try
        {
            for (var number = 0; number < stage.Trials; number++)
            {
                // Only what is that old may be known: not what happens to be over already.
                if (running.Count == stage.AtOnce) Add(await running.Dequeue().ConfigureAwait(false));
                running.Enqueue(TryAsync(Suggest(number)));
            }

            while (running.TryDequeue(out var trial)) Add(await trial.ConfigureAwait(false));
        }
        finally
        {
            // No trial may go on once the stage has failed.
            while (running.TryDequeue(out var trial)) await ((Task)trial).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What the stage makes of them.</summary>
    public async Task<Tuned<TModel>> FinishAsync()
    {
        var best = past.Order(PastTrial.BestFirst).First();
        if (best.State != TrialState.Complete) throw None(best);
        foreach (var state in Enum.GetValues<TrialState>()) context.Metric(TrialResult.Word(state), past.Count(trial => trial.State == state));
        context.Metric("score", best.Result.Score!.Value);
        context.Metric("trial", best.Number);
        var model = await context.ReadAsync(built[best.Number].Part<TModel>(Trial<TModel>.ModelFile)).ConfigureAwait(false);
        var tables = new StudyTables(stage.Space, past);
        return new(tables.Study(), tables.Curves(), tables.Parameters(best), model);
    }

    private Suggestion Suggest(int number)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var values = stage.Sampler.Suggest(stage.Space, past, new CounterRandom(stage.Seed).Fork((ulong)number));
        return new(number, stage.Space, values, stage.Pruner?.Bounds(past, higherIsBetter) ?? new() { HigherIsBetter = higherIsBetter });
    }

    private async Task<PastTrial> TryAsync(Suggestion at)
    {
        Stage<Trial<TModel>> trial;
        try
        {
            trial = trialOf(at);
        }
        catch (BuildException error)
        {
            return new(at.Trial, at.Values, Trial.Failed<TModel>(error.Message, error.Hint).Result, higherIsBetter);
        }

        var artifact = await context.BuildAsync(trial).ConfigureAwait(false);
        lock (built) built[at.Trial] = artifact;
        return new(at.Trial, at.Values, await context.ReadAsync(artifact.Part<TrialResult>(Trial<TModel>.ResultFile)).ConfigureAwait(false), higherIsBetter);
    }

    private void Add(PastTrial trial)
    {
        past.Add(trial);
        context.Log($"trial {trial.Number}: {TrialResult.Word(trial.State)}{(trial.Result.Score is { } score ? FormattableString.Invariant($", {score}") : "")}{(trial.Result.Error is { } error ? $", {error}" : "")}");
        context.Progress.Report((double)past.Count / stage.Trials);
    }

    private BuildException None(PastTrial best) => best.State == TrialState.Failed
        ? new($"{(past.Count == 1 ? "the trial" : $"all {past.Count} trials")} failed, the first because {past[0].Result.Error}", past[0].Result.Hint ?? "look whether the space fits what is tuned")
        : new($"none of {past.Count} trials is complete: {past.Count(trial => trial.State == TrialState.Failed)} failed and the others were pruned", "prune later, or try more");
}
