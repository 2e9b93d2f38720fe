using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Keeps those who add to a store in bulk and the one who removes from it apart: many may add at once, and nobody while something is removed.</summary>
/// <remarks>
/// Two files, both locked by the operating system, which lets go when a process dies. Whoever wants to add passes the turnstile first; whoever wants to remove
/// keeps it shut while it waits, so that a stream of adders cannot starve it. It opens it again for a moment after <see cref="Patience"/>: one long addition
/// must not hold up all others. Neither file is ever deleted: a lock on a deleted file would keep nobody out.
/// </remarks>
internal sealed class SweepLock(string folder)
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(50);

    private string Gate => Path.Combine(folder, "sweep");

    private string Turnstile => Path.Combine(folder, "sweep-turn");

    /// <summary>Held while something is added. Nothing is removed meanwhile.</summary>
    public IDisposable Share()
    {
        try
        {
            using (Wait(Turnstile, shared: true)) return Wait(Gate, shared: true);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // Where no lock can be written nothing can be removed either.
            return new Unlocked();
        }
    }

    /// <summary>Waits until nothing is being removed, without passing the turnstile: for readers that may hold the lock already.</summary>
    public IDisposable Look()
    {
        try
        {
            return Wait(Gate, shared: true);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return new Unlocked();
        }
    }

    /// <summary>The lock without waiting for it, or null while something is being removed.</summary>
    public IDisposable? TryLook()
    {
        try
        {
            return TryOpen(Gate, shared: true);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    /// <summary>Held for a moment by whoever removes. Nothing is added in bulk meanwhile.</summary>
    /// <param name="onWait">Called once when additions take so long that others had to be let through.</param>
    public IDisposable Exclude(Action<string>? onWait = null, CancellationToken cancellation = default)
    {
        try
        {
            for (var told = false; ; told = true)
            {
                using var turn = Wait(Turnstile, shared: false, cancellation: cancellation);
                if (TryWait(Gate, shared: false, Patience, cancellation) is { } held) return held;
                if (!told) onWait?.Invoke("waiting for processes that add to the store");
            }
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(Gate, error);
        }
    }

    private static SafeFileHandle Wait(string path, bool shared, CancellationToken cancellation = default) => TryWait(path, shared, Timeout.InfiniteTimeSpan, cancellation)!;

    private static SafeFileHandle? TryWait(string path, bool shared, TimeSpan patience, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryOpen(path, shared) is { } held) return held;
            if (patience >= TimeSpan.Zero && TimeProvider.System.GetElapsedTime(start) > patience) return null;
            cancellation.WaitHandle.WaitOne(pause);
        }
    }

    private static SafeFileHandle? TryOpen(string path, bool shared)
    {
        if (!OperatingSystem.IsLinux()) return TryOpenPortably(path, shared);
        var file = Posix.OpenToLock(path);
        if (Posix.TryLock(file, shared)) return file;
        file.Dispose();
        return null;
    }

    private static SafeFileHandle? TryOpenPortably(string path, bool shared)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, shared ? FileAccess.Read : FileAccess.ReadWrite, shared ? FileShare.Read : FileShare.None);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    private sealed class Unlocked : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
