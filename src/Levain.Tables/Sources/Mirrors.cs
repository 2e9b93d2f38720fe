using System.Collections.Concurrent;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>All mirrors, in the order in which they are asked. One that fails is not asked again, and that is told once.</summary>
internal sealed class Mirrors(IReadOnlyList<IMirror> all, Action<string> noticed) : IDisposable
{
    private readonly ConcurrentDictionary<IMirror, bool> down = new();

    public bool Any => all.Count > 0;

    public async Task<bool> BringAsync(Pin pin, CancellationToken cancellation)
    {
        foreach (var mirror in all)
            if (!down.ContainsKey(mirror) && await AskAsync(mirror, pin, cancellation).ConfigureAwait(false)) return true;
        return false;
    }

    public void Dispose()
    {
        foreach (var mirror in all.OfType<IDisposable>()) mirror.Dispose();
    }

    private async Task<bool> AskAsync(IMirror mirror, Pin pin, CancellationToken cancellation)
    {
        try
        {
            return await mirror.BringAsync(pin, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is BuildException or IOException or UnauthorizedAccessException && !DiskError.IsFull(error))
        {
            if (down.TryAdd(mirror, true)) noticed($"warning: mirror `{mirror.Name}`: {error.Message}; going on without it");
            return false;
        }
    }
}
