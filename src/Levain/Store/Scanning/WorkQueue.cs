using System.Runtime.ExceptionServices;

namespace Levain.Store.Scanning;

/// <summary>A piece of a scan.</summary>
internal interface IWork
{
    void Run(WorkQueue queue);
}

/// <summary>Runs work, and the work that it leaves behind, on a few threads. What came last runs first, so that a deep tree is finished from below and little is open at once.</summary>
/// <remarks>The thread that asks works too, and others start only when something waits: a folder of a few files costs no thread.</remarks>
internal sealed class WorkQueue(int threads)
{
    private readonly object gate = new();
    private readonly Stack<IWork> waiting = new();
    private readonly List<Thread> others = [];
    private ExceptionDispatchInfo? fault;
    private int busy, idle;

    /// <summary>Runs all; the first exception ends it.</summary>
    public void Run(IWork first)
    {
        waiting.Push(first);
        WorkOn();
        // No lock: others start from work alone, and there is none any more.
        foreach (var thread in others) thread.Join();
        fault?.Throw();
    }

    public void Push(IWork work)
    {
        lock (gate)
        {
            waiting.Push(work);
            if (idle > 0) Monitor.Pulse(gate);
            else if (others.Count < threads - 1) Start();
        }
    }

    private void Start()
    {
        var thread = new Thread(WorkOn) { IsBackground = true, Name = "scan" };
        others.Add(thread);
        thread.Start();
    }

    private void WorkOn()
    {
        for (var work = Next(wasBusy: false); work is not null; work = Next(wasBusy: true))
        {
            try
            {
                work.Run(this);
            }
            catch (Exception error)
            {
                Fail(error);
            }
        }
    }

    private IWork? Next(bool wasBusy)
    {
        lock (gate)
        {
            if (wasBusy) busy--;
            for (; fault is null; Wait())
            {
                if (waiting.TryPop(out var work))
                {
                    busy++;
                    return work;
                }

                if (busy == 0) break;
            }

            Monitor.PulseAll(gate);
            return null;
        }
    }

    private void Wait()
    {
        idle++;
        Monitor.Wait(gate);
        idle--;
    }

    private void Fail(Exception error)
    {
        lock (gate) fault ??= ExceptionDispatchInfo.Capture(error);
    }
}
