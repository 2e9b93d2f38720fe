namespace Levain.Scheduling;

/// <summary>The room that a running stage holds in the budget. While it waits for sub-stages it lends it to them.</summary>
internal sealed class HeldSlot(JobBudget budget, StageLimits limits)
{
    // Those who wait for their sub-stages were here before anyone in the queue.
    private const int ReturningRank = -1;

    private readonly Lock gate = new();
    private int waits;
    private bool held = true;

    /// <summary>Awaits <paramref name="work"/> without the slot: a parent that kept it would block its children when there is only one.</summary>
    public async Task<T> LendWhileAsync<T>(Func<Task<T>> work)
    {
        lock (gate)
            if (waits++ == 0 && held)
            {
                held = false;
                budget.Release(limits);
            }

        var last = false;
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            lock (gate) last = --waits == 0;
            if (last) await TakeAgainAsync().ConfigureAwait(false);
        }
    }

    public void GiveBack()
    {
        lock (gate)
        {
            if (held) budget.Release(limits);
            held = false;
        }
    }

    private async Task TakeAgainAsync()
    {
        await budget.AcquireAsync(limits, ReturningRank, CancellationToken.None).ConfigureAwait(false);
        lock (gate)
        {
            // Meanwhile another wait may have begun, which counts on the slot being free.
            if (waits == 0 && !held) held = true;
            else budget.Release(limits);
        }
    }
}
