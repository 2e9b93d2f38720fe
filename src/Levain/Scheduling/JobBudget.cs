namespace Levain.Scheduling;

/// <summary>Shares job slots and memory among stages. Who waits longest by rank goes first; a stage larger than the whole budget runs alone.</summary>
internal sealed class JobBudget(int jobs, long memory)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Waiter, (int Rank, long Arrival)> waiting = new();
    private readonly long allMemory = memory;
    private int freeJobs = jobs;
    private long freeMemory = memory;
    private long arrivals;

    public int Jobs { get; } = jobs;

    /// <summary>Waits for room. Whoever holds it must give it back with <see cref="Release"/>.</summary>
    /// <param name="rank">Lower goes first.</param>
    public async Task AcquireAsync(StageLimits limits, int rank, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new Waiter(Math.Min(limits.Jobs, Jobs), Math.Min(limits.Memory, allMemory));
        lock (gate)
        {
            waiting.Enqueue(waiter, (rank, arrivals++));
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
        while (waiting.TryPeek(out var next, out _))
        {
            if (next.Granted.Task.IsCompleted)
            {
                waiting.Dequeue();
                continue;
            }

            if (next.Jobs > freeJobs || next.Memory > freeMemory) return;
            waiting.Dequeue();
            freeJobs -= next.Jobs;
            freeMemory -= next.Memory;
            next.Granted.SetResult();
        }
    }

    private void Abandon(Waiter waiter, CancellationToken cancellation)
    {
        lock (gate)
        {
            // Already granted: the holder will see the cancellation itself and release.
            if (waiter.Granted.TrySetCanceled(cancellation)) Grant();
        }
    }

    private sealed record Waiter(int Jobs, long Memory)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
