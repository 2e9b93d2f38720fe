using System.Globalization;
using Levain.Remotes;

namespace Levain.Registry.Events;

/// <summary>The events of one group, in places that are numbered from 0 and each written once.</summary>
/// <remarks>
/// A place is a key of its own on the remote, created only where nothing is: of two who want the same place one wins, and the other reads what happened and decides again.
/// So the head of a group is its last place, and moving it needs no more than a remote that creates without overwriting.
/// </remarks>
internal sealed class EventLog(IRemote remote, string group)
{
    private const int MostAtOnce = 64;

    /// <summary>The bytes of every place from <paramref name="first"/> on.</summary>
    public async Task<List<byte[]>> ReadAsync(int first, CancellationToken cancellation)
    {
        var found = new List<byte[]>();
        // Most often nothing is new, and one question is enough; where much is, many go side by side.
        for (var width = 1; ; width = Math.Min(width * 4, MostAtOnce))
        {
            var start = first + found.Count;
            var batch = await Task.WhenAll(Enumerable.Range(start, width).Select(place => ReadPlaceAsync(place, cancellation))).ConfigureAwait(false);
            foreach (var bytes in batch)
            {
                if (bytes is null) return found;
                found.Add(bytes);
            }
        }
    }

    /// <summary>False when somebody else has taken the place.</summary>
    public Task<bool> TryWriteAsync(int place, byte[] bytes, CancellationToken cancellation) =>
        remote.Need<ICreateOnlyPut>("the registry of models").CreateAsync(KeyOf(place), bytes, cancellation);

    private async Task<byte[]?> ReadPlaceAsync(int place, CancellationToken cancellation)
    {
        using var blob = await remote.OpenAsync(KeyOf(place), 0, cancellation).ConfigureAwait(false);
        if (blob is null) return null;
        var buffer = new byte[(int)Math.Clamp(blob.Length ?? 4096, 16, EventEntry.LargestBytes) + 1];
        var count = 0;
        while (true)
        {
            var read = await blob.Content.ReadAtLeastAsync(buffer.AsMemory(count), buffer.Length - count, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            count += read;
            if (count < buffer.Length || count > EventEntry.LargestBytes) return buffer[..count];
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, EventEntry.LargestBytes + 1));
        }
    }

    private RemoteKey KeyOf(int place) => RemoteKey.Action(Digest.Of(string.Create(CultureInfo.InvariantCulture, $"levain.registry\n{group}\n{place}")));
}
