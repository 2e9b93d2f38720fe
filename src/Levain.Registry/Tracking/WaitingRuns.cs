using System.Globalization;
using System.Text.Json;
using Levain.Registry.Tracking;
using Levain.Store;

namespace Levain.Registry;

/// <summary>What could not be sent, kept in a folder until it can be: a file each, oldest first, not more than there is room for.</summary>
/// <param name="folder">Such as <c>.levain/tracking/queue</c>; made when it is needed.</param>
public sealed class WaitingRuns(string folder, TrackingPatience patience, TimeProvider clock)
{
    private const string Ending = ".json";

    /// <summary>How many runs and versions wait.</summary>
    public int Count => Files().Count;

    /// <summary>Keeps them, each in the place of an older one of the same run.</summary>
    /// <param name="notices">Gets what a person would want to know, such as that others were dropped.</param>
    internal void Add(IEnumerable<QueuedItem> items, List<string> notices)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var there = Files();
            // Behind all others, within the same millisecond too: a parent goes before its children.
            var millis = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), there.Count == 0 ? 0 : there[^1].Millis + 1);
            var older = there.ToLookup(file => file.Key, StringComparer.Ordinal);
            foreach (var item in items)
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(item, RunJson.Plain.QueuedItem);
                if (bytes.Length > patience.MostQueuedBytes)
                {
                    notices.Add($"{item.Name} is too large to wait until it can be sent, and is lost");
                    continue;
                }

                AtomicFile.Write(PathOf(millis++, 0, item.Key), bytes);
                foreach (var file in older[item.Key]) AtomicFile.TryDelete(file.Path);
            }

            Bound(notices);
        }
        catch (Exception error) when (error is BuildException || DiskError.Is(error))
        {
            notices.Add($"what could not be sent cannot be kept either: {error.Message}");
        }
    }

    /// <summary>Sends what waits, until something fails or the time is over. Only one process at a time does.</summary>
    /// <param name="isThere">Whether the server has just taken something: what fails then fails for its own sake.</param>
    internal async Task DrainAsync(IRunSink sink, bool isThere, List<string> notices, CancellationToken cancellation)
    {
        if (Files().Count == 0) return;
        try
        {
            using var held = ProcessLock.TryAcquire(Path.Combine(folder, "lock"), "sending runs");
            if (held is null) return;
            // What failed before comes last: one that nobody takes must not keep the others waiting.
            foreach (var file in Files().OrderBy(file => file.Attempts).ThenBy(file => file.Path, StringComparer.Ordinal))
            {
                if (Read(file, notices) is not { } item) continue;
                if (!await SendAsync(item, file, sink, isThere, notices, cancellation).ConfigureAwait(false)) break;
                isThere = true;
            }
        }
        catch (Exception error) when (error is BuildException || DiskError.Is(error))
        {
            notices.Add($"what waits to be sent cannot be read: {error.Message}");
        }
    }

    private async Task<bool> SendAsync(QueuedItem item, QueueFile file, IRunSink sink, bool isThere, List<string> notices, CancellationToken cancellation)
    {
        try
        {
            notices.AddRange(await item.SendAsync(sink, cancellation).ConfigureAwait(false));
            AtomicFile.TryDelete(file.Path);
            return true;
        }
        catch (BuildException error)
        {
            if (RunTracking.IsHopeless(error) || (isThere && file.Attempts + 1 >= patience.MostAttempts))
            {
                notices.Add($"{item.Name} is dropped: {error.Message}");
                AtomicFile.TryDelete(file.Path);
                return true;
            }

            notices.Add($"{item.Name} still waits to be sent: {error.Message}");
            // A server that is down is no fault of the run.
            if (isThere) AtomicFile.Rename(file.Path, PathOf(file.Millis, file.Attempts + 1, file.Key));
            return false;
        }
    }

    private static QueuedItem? Read(QueueFile file, List<string> notices)
    {
        try
        {
            var item = JsonSerializer.Deserialize(File.ReadAllBytes(file.Path), RunJson.Default.QueuedItem);
            if (item is { Format: > QueuedItem.Current }) return null;
            if (item is { Run: not null } or { Version: not null }) return item;
        }
        catch (JsonException)
        {
            // Told below.
        }

        notices.Add($"`{Path.GetFileName(file.Path)}`, which waited to be sent, is damaged and is dropped");
        AtomicFile.TryDelete(file.Path);
        return null;
    }

    private void Bound(List<string> notices)
    {
        var files = Files();
        var bytes = files.Sum(file => new FileInfo(file.Path) is { Exists: true } info ? info.Length : 0);
        var dropped = 0;
        foreach (var file in files)
        {
            if (files.Count - dropped <= patience.MostQueued && bytes <= patience.MostQueuedBytes) break;
            bytes -= new FileInfo(file.Path) is { Exists: true } info ? info.Length : 0;
            AtomicFile.TryDelete(file.Path);
            dropped++;
        }

        if (dropped > 0) notices.Add(string.Create(CultureInfo.InvariantCulture, $"too much waits to be sent: the oldest {dropped} {(dropped == 1 ? "is" : "are")} dropped"));
    }

    private List<QueueFile> Files()
    {
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*" + Ending).Select(QueueFile.Of).OfType<QueueFile>().OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private string PathOf(long millis, int attempts, string key) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, millis):D15}-{attempts:D3}-{key}{Ending}"));

    private sealed record QueueFile(string Path, long Millis, int Attempts, string Key)
    {
        public static QueueFile? Of(string path)
        {
            var parts = System.IO.Path.GetFileNameWithoutExtension(path).Split('-');
            return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var millis) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
                ? new(path, millis, attempts, parts[2]) : null;
        }
    }
}
