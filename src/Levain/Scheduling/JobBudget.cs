namespace Levain.Scheduling;

/// <summary>Shares job slots and memory among stages. Who waits longest by rank goes first; a stage larger than the whole budget runs alone.</summary>
internal sealed class JobBudget(int jobs, long memory)
{
    private readonly Lock gate = new();

    // In order, the next one last. Sorted by hand: every start of a host would compile a queue of the base class library with such keys anew.
    private readonly List<Waiter> waiting = [];
    private readonly long allMemory = memory;
    private int freeJobs = jobs;
    private long freeMemory = memory;

    public int Jobs { get; } = jobs;

    /// <summary>Waits for room. Whoever holds it must give it back with <see cref="Release"/>.</summary>
    /// <param name="rank">Lower goes first.</param>
    public async Task AcquireAsync(StageLimits limits, int rank, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new Waiter(Math.Min(limits.Jobs, Jobs), Math.Min(limits.Memory, allMemory), rank);
        lock (gate)
        {
            waiting.Insert(PlaceOf(rank), waiter);
            Grant();
        }

        await using var registration = cancellation.Register(() => Abandon(waiter, cancellation)).ConfigureAwait(false);
        await waiter.Granted.Task.ConfigureAwait(false);
    }

    public void Release(StageLimits limits)
    {
        lock (gate)
        {
            freeJobs += Math.Min(limits.Jobs, Jobs);
            freeMemory += Math.Min(limits.Memory, allMemory);
            Grant();
        }
    }

    // Strictly in order: letting small ones pass would starve a large one for ever.
    private void Grant()
    {
        while (waiting.Count > 0)
        {
            var next = waiting[^1];
            if (next.Granted.Task.IsCompleted)
            {
                waiting.RemoveAt(waiting.Count - 1);
                continue;
            }

            if (next.Jobs > freeJobs || next.Memory > freeMemory) return;
            waiting.RemoveAt(waiting.Count - 1);
            freeJobs -= next.Jobs;
            freeMemory -= next.Memory;
            next.Granted.SetResult();
        }
    }

    // Before all of its own rank, who came earlier and so are nearer to the end.
    private int PlaceOf(int rank)
    {
        var (low, high) = (0, waiting.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (waiting[middle].Rank > rank) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Abandon(Waiter waiter, CancellationToken cancellation)
    {
        lock (gate)
        {
            // Already granted: the holder will see the cancellation itself and release.
            if (waiter.Granted.TrySetCanceled(cancellation)) Grant();
        }
    }

    private sealed class Waiter(int jobs, long memory, int rank)
    {
        public int Jobs => jobs;

        public long Memory => memory;

        public int Rank => rank;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
