using System.Collections.Concurrent;

namespace Levain.Store;

/// <summary>Does pieces of work on a few threads, this one among them. Of all that goes wrong, the first by order counts, not the first by time.</summary>
/// <remarks>The queue is short: when it is full, the thread that fills it does a piece itself. So memory does not grow, and one thread is enough.</remarks>
internal sealed class OrderedWork<T>(int threads, Action<T> work, Action<T> always) : IDisposable
{
    private readonly BlockingCollection<(long Place, T Item)> queue = new(boundedCapacity: Math.Max(1, 4 * threads));
    private readonly List<Task> others = [];
    private readonly Lock gate = new();
    private long place, stop = long.MaxValue;
    private Exception? error;

    /// <summary>Whether something that was added went wrong: more need not be added.</summary>
    public bool Stopped => Volatile.Read(ref stop) != long.MaxValue;

    public void Add(T item)
    {
        var next = (place++, item);
        if (threads > 1 && queue.TryAdd(next))
        {
            // One piece is no work to share.
            if (queue.Count > 1 && others.Count < threads - 1) others.Add(Task.Run(Drain));
        }
        else
        {
            Do(next);
        }
    }

    /// <summary>Something went wrong after all that was added so far.</summary>
    public void Fail(Exception reason) => Stop(place++, reason);

    /// <summary>Waits for the rest, and throws what went wrong first.</summary>
    public void Finish()
    {
        queue.CompleteAdding();
        Drain();
        Task.WaitAll([.. others]);
        if (error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    public void Dispose() => queue.Dispose();

    private void Drain()
    {
        foreach (var next in queue.GetConsumingEnumerable()) Do(next);
    }

    private void Do((long Place, T Item) next)
    {
        try
        {
            if (next.Place < Volatile.Read(ref stop)) work(next.Item);
        }
        catch (Exception reason)
        {
            Stop(next.Place, reason);
        }

        try
        {
            always(next.Item);
        }
        catch (Exception reason)
        {
            Stop(next.Place, reason);
        }
    }

    private void Stop(long at, Exception reason)
    {
        lock (gate)
        {
            if (at >= stop) return;
            error = reason;
            Volatile.Write(ref stop, at);
        }
    }
}
