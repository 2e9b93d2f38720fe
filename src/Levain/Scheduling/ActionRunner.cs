using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Levain.Actions;
using Levain.Planning;
using Levain.Store;

namespace Levain.Scheduling;

/// <summary>Runs one stage under its process lock and within the budget, keeps what it made, and records the action.</summary>
internal sealed class ActionRunner(BuildParts parts)
{
    // How long a stage that is told to stop may take for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Many stages have the same code: its members are put into the store once.
    private readonly ConcurrentDictionary<string, Lazy<Digest?>> codes = new(StringComparer.Ordinal);

    /// <summary>The record of the action: of a run now, or of another process that was faster.</summary>
    /// <returns>The record, and whether it was made now.</returns>
    public async Task<(ActionRecord Record, bool Ran)> RunAsync(StageRun run, CancellationToken cancellation)
    {
        using var held = await LockAsync(run, cancellation).ConfigureAwait(false);
        if (!run.Again && parts.Actions.Find(run.Key.Digest) is { } found && parts.Store.HasWhole(found.Output)) return (found, Ran: false);
        if (!run.Again && await FetchAsync(run.Key.Digest, cancellation).ConfigureAwait(false) is { } fetched) return (fetched, Ran: false);

        await parts.Budget.AcquireAsync(run.Stage.Limits, run.Rank, cancellation).ConfigureAwait(false);
        var slot = new HeldSlot(parts.Budget, run.Stage.Limits);
        try
        {
            run.Admit();
            parts.Events.Started(run.Model, run.Name, run.Decision.Previous?.Duration);
            return (await TryAsync(run, slot, cancellation).ConfigureAwait(false), Ran: true);
        }
        catch (BuildException error) when (error is not (LostObjectException or StageSkippedException))
        {
            run.Failed();
            throw;
        }
        finally
        {
            slot.GiveBack();
        }
    }

    // What ran elsewhere need not run here, once its output is here.
    private async Task<ActionRecord?> FetchAsync(Digest key, CancellationToken cancellation)
    {
        if (parts.Elsewhere is not { } elsewhere || (parts.Actions.Find(key) ?? elsewhere.Find(key)) is not { } known) return null;
        if (await elsewhere.FetchAsync(known.Output, cancellation).ConfigureAwait(false) is null) return null;
        parts.Actions.Record(known);
        return known;
    }

    private Task<ProcessLock> LockAsync(StageRun run, CancellationToken cancellation)
    {
        var path = Path.Combine(parts.LockFolder, $"action-{run.Key.Digest.Hex}");
        var purpose = $"{run.Name} of {run.Model}";
        return ProcessLock.AcquireAsync(path, purpose, message => parts.Events.Noticed($"{run.Name}: {message}"), cancellation);
    }

    private async Task<ActionRecord> TryAsync(StageRun run, HeldSlot slot, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var scratch = parts.Scratch.Open(run.Model, run.Name);
            try
            {
                var record = await RunOnceAsync(run, slot, scratch, cancellation).ConfigureAwait(false);
                ScratchFolders.Delete(scratch);
                return record;
            }
            catch (LostObjectException)
            {
                // No fault of the stage: whoever asked for it has the input made again.
                ScratchFolders.Delete(scratch);
                throw;
            }
            catch (Exception error)
            {
                if (cancellation.IsCancellationRequested)
                {
                    ScratchFolders.Delete(scratch);
                    throw new OperationCanceledException(cancellation);
                }

                if (DiskError.IsFull(error))
                {
                    // What the run left would only make the disk fuller, and trying again as well.
                    ScratchFolders.Delete(scratch);
                    throw error as BuildException ?? DiskError.Writing(scratch, error);
                }

                ScratchFolders.Keep(scratch, error);
                if (attempt > run.Stage.Limits.Retries || error is ChangedInputException) throw Explain(run, error, scratch, attempt);
                parts.Events.Noticed($"{run.Name}: attempt {attempt} failed ({error.Message}), trying again");
            }
        }
    }

    private async Task<ActionRecord> RunOnceAsync(StageRun run, HeldSlot slot, string scratch, CancellationToken cancellation)
    {
        var started = parts.Clock.GetTimestamp();
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var subStages = new SubStages(parts, this, run, slot);
        var request = new RunRequest
        {
            Model = run.Model,
            Name = run.Name,
            Stage = run.Stage,
            Inputs = run.Inputs,
            Scratch = scratch,
            Threads = Math.Min(run.Stage.Limits.Jobs, parts.Budget.Jobs),
            SubStages = subStages,
            Progress = new ProgressEvents(parts.Events, run),
        };

        var result = await InTimeAsync(parts.Engine.RunAsync(request, timed.Token), run.Stage.Limits.Timeout, timed, cancellation).ConfigureAwait(false);
        CheckInputs(run);
        // A virtual machine that was moved may see even the steady clock go back.
        var duration = parts.Clock.GetElapsedTime(started);
        return Keep(run, request.Output, result, duration < TimeSpan.Zero ? TimeSpan.Zero : duration);
    }

    // A stage that does not listen to its cancellation cannot be stopped within a process: it is left behind, and its scratch folder with it.
    private async Task<RunResult> InTimeAsync(Task<RunResult> running, TimeSpan? timeout, CancellationTokenSource timed, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource();
        await using var registration = cancellation.Register(() => patience.CancelAfter(Patience)).ConfigureAwait(false);
        try
        {
            return await running.WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, parts.Clock, patience.Token).ConfigureAwait(false);
        }
        catch (Exception left) when (!running.IsCompleted && left is TimeoutException or OperationCanceledException)
        {
            _ = running.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            if (left is OperationCanceledException) throw;
            await timed.CancelAsync().ConfigureAwait(false);
            throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"it ran longer than its timeout of {timeout!.Value.TotalSeconds:0.###} s"), "raise `Limits.Timeout` of the stage, or make it faster");
        }
    }

    // What the stage read is in the store and cannot have changed; but a result that belongs to a file that is no longer there would be shown as its own.
    private void CheckInputs(StageRun run)
    {
        foreach (var (origin, content) in run.Inputs)
            if (origin.Root is not Origin.Made && parts.Inputs.HasChanged(origin, content))
                throw new BuildException($"{origin} changed while the stage ran, so nothing is recorded", "build again when the file is at rest");
    }

    private ActionRecord Keep(StageRun run, string output, RunResult result, TimeSpan duration)
    {
        if (!File.Exists(output) && !Directory.Exists(output))
            throw new BuildException($"it wrote nothing: `{run.Stage.OutputType.Name}.Save` neither created a file nor a folder");

        OutputLinks.Refuse(output);
        var content = parts.Store.AddPath(output, Adding.Take);
        var code = parts.Codes.Of(run.Stage.GetType(), run.OptionTypes);
        var record = new ActionRecord
        {
            Key = run.Key.Parts,
            Output = content,
            Size = content.IsTree ? parts.Store.ReadTree(content.Digest).Entries.Sum(entry => entry.Size) : parts.Store.SizeOf(content.Digest) ?? 0,
            Duration = duration,
            Metrics = result.Metrics,
            Log = result.Log.Length == 0 ? null : parts.Store.Put(Encoding.UTF8.GetBytes(result.Log)),
            Code = codes.GetOrAdd(code.Digest.Hex, _ => new(() => KeepCode(code), LazyThreadSafetyMode.PublicationOnly)).Value,
        };
        parts.Actions.Record(record);
        return record;
    }

    private Digest? KeepCode(StageCode code) => code.Members is { } members ? parts.Store.Put(members()) : null;

    private static BuildException Explain(StageRun run, Exception error, string scratch, int attempts)
    {
        var tries = attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $" {attempts} times") : "";
        var kept = $"its scratch folder is kept: {scratch}";
        return error is BuildException known
            ? new BuildException($"stage `{run.Name}` failed{tries}: {known.Message}", known.Hint is { } hint ? $"{hint}; {kept}" : kept, known) { Details = known.Details }
            : new BuildException($"stage `{run.Name}` failed{tries}: {UserCode.Says(error)}", $"the whole stack is in `error.txt`; {kept}", error);
    }

    private sealed class ProgressEvents(IBuildEvents events, StageRun run) : IProgress<double>
    {
        public void Report(double value) => events.Progressed(run.Model, run.Name, Math.Clamp(value, 0, 1));
    }
}
