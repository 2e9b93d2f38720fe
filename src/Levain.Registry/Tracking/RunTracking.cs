using System.Globalization;
using Levain.Registry.Tracking;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>Tracks the runs of a build without ever failing it: what cannot be sent within a few seconds waits in a queue, and goes with the next that can.</summary>
/// <param name="queue">Null where nothing needs to wait, and nothing is cut short: a folder is there or it is not.</param>
public sealed class RunTracking(IRunSink sink, WaitingRuns? queue, TrackingPatience patience, TimeProvider clock)
{
    /// <summary>Tracks runs; a parent stands before its children.</summary>
    /// <returns>What a person would want to know; most often nothing.</returns>
    public Task<IReadOnlyList<string>> TrackAsync(IReadOnlyList<TrackedRun> runs, CancellationToken cancellation = default) =>
        SendAsync([.. runs.Select(run => new QueuedItem(QueuedItem.Current, Run: run))], cancellation);

    /// <summary>Copies a version.</summary>
    /// <inheritdoc cref="TrackAsync(IReadOnlyList{TrackedRun}, CancellationToken)"/>
    public Task<IReadOnlyList<string>> TrackAsync(TrackedVersion version, CancellationToken cancellation = default) =>
        SendAsync([new QueuedItem(QueuedItem.Current, Version: version)], cancellation);

    /// <summary>Sends what waits, for somebody who asked for just that.</summary>
    /// <inheritdoc cref="TrackAsync(IReadOnlyList{TrackedRun}, CancellationToken)"/>
    public Task<IReadOnlyList<string>> SendQueuedAsync(CancellationToken cancellation = default) => SendAsync([], cancellation);

    /// <summary>Whether it would fail the next time, too: the server understood it, and does not want it.</summary>
    internal static bool IsHopeless(BuildException error) => error is not RemoteException || error is RemoteException { Fault: RemoteFault.Wrong };

    private async Task<IReadOnlyList<string>> SendAsync(IReadOnlyList<QueuedItem> items, CancellationToken cancellation)
    {
        // A folder is written to the end: what does not get there has nowhere to wait.
        using var over = new CancellationTokenSource(queue is null ? Timeout.InfiniteTimeSpan : patience.Whole, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        var (notices, lost) = (new List<string>(), new List<(string Name, string Why)>());
        var done = 0;
        try
        {
            for (; done < items.Count; done++) await SendAsync(items[done], notices, lost, either.Token).ConfigureAwait(false);
            if (queue is not null) await queue.DrainAsync(sink, isThere: items.Count > lost.Count, notices, either.Token).ConfigureAwait(false);
        }
        catch (RemoteException error)
        {
            notices.Add(Told(error));
        }
        catch (OperationCanceledException)
        {
            if (cancellation.IsCancellationRequested)
            {
                Keep(items, done, notices);
                throw;
            }

            if (done < items.Count) notices.Add(string.Create(CultureInfo.InvariantCulture, $"tracking at `{sink.Name}` took more than {patience.Whole.TotalSeconds} seconds"));
        }

        // A full disk is told once, not for every trial.
        foreach (var same in lost.GroupBy(each => each.Why, StringComparer.Ordinal))
            notices.Add(same.Count() == 1 ? $"{same.First().Name} was not tracked: {same.Key}" : string.Create(CultureInfo.InvariantCulture, $"{same.Count()} runs were not tracked: {same.Key}"));
        Keep(items, done, notices);
        return notices;
    }

    private async Task SendAsync(QueuedItem item, List<string> notices, List<(string Name, string Why)> lost, CancellationToken cancellation)
    {
        try
        {
            notices.AddRange(await item.SendAsync(sink, cancellation).ConfigureAwait(false));
        }
        catch (BuildException error) when (IsHopeless(error) || queue is null)
        {
            lost.Add((item.Name, Told(error)));
        }
    }

    // Nothing more is tried: a server that is down costs a build its patience once.
    private void Keep(IReadOnlyList<QueuedItem> items, int done, List<string> notices)
    {
        if (queue is null || done >= items.Count) return;
        queue.Add(items.Skip(done), notices);
        notices.Add(items.Count - done == 1 ? $"{items[done].Name} waits to be sent with the next build" : string.Create(CultureInfo.InvariantCulture, $"{items.Count - done} runs wait to be sent with the next build"));
    }

    private static string Told(BuildException error) => error.Hint is { } hint ? $"{error.Message}: {hint}" : error.Message;
}
