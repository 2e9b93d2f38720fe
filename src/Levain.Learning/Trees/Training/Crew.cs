namespace Levain.Learning.Training;

/// <summary>Runs tasks by several threads. What a task computes may not depend on who runs it or when.</summary>
/// <param name="threads">0 for as many as there are processors.</param>
internal sealed class Crew(int threads, CancellationToken cancellation)
{
#pragma warning disable RS0030 // threads decide the time, and no byte
    public int Threads { get; } = threads > 0 ? threads : Environment.ProcessorCount;
#pragma warning restore RS0030

    /// <summary>What takes less is done before another thread has woken up.</summary>
    private const long WorthSharing = 60_000;

    public void Run(int tasks, Action<int, int> body) => Run(tasks, long.MaxValue, body);

    /// <summary>Runs <paramref name="body"/> with each number of a task and the number of the thread that took it, below <see cref="Threads"/>.</summary>
    /// <remarks>Tasks are taken in their order, so the first one that fails is the same for any number of threads.</remarks>
    /// <param name="nanoseconds">About how long all tasks take together.</param>
    public void Run(int tasks, long nanoseconds, Action<int, int> body)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Threads == 1 || tasks <= 1 || nanoseconds < WorthSharing)
        {
            for (var task = 0; task < tasks; task++) body(task, 0);
            return;
        }

        var run = new Shared(tasks, body);
        Parallel.For(0, Math.Min(Threads, tasks), new ParallelOptions { MaxDegreeOfParallelism = Threads }, run.Work);
        run.Failure?.Throw();
    }

    /// <summary>Runs <paramref name="body"/> over equal pieces of a range: where one starts, how long it is, and the thread.</summary>
    public void RunPieces(int count, int size, Action<int, int, int> body) =>
        Run((int)(((long)count + size - 1) / size), (task, worker) => body(task * size, Math.Min(size, count - (task * size)), worker));

    private sealed class Shared(int tasks, Action<int, int> body)
    {
        private readonly Lock failing = new();
        private int next = -1, failed = int.MaxValue;

        public System.Runtime.ExceptionServices.ExceptionDispatchInfo? Failure { get; private set; }

        public void Work(int worker)
        {
            while (Volatile.Read(ref failed) == int.MaxValue && Interlocked.Increment(ref next) is var task && task < tasks)
            {
                try
                {
                    body(task, worker);
                }
#pragma warning disable CA1031 // thrown again by the caller's thread, whatever it is
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    lock (failing)
                    {
                        if (task >= failed) continue;
                        (failed, Failure) = (task, System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception));
                    }
                }
            }
        }
    }
}
