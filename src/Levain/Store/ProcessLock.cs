using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>A lock between processes, held by an open file: the operating system lets go of it when the process dies, however it dies.</summary>
public sealed class ProcessLock : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly string path;
    private readonly SafeFileHandle file;
    private bool released;

    private ProcessLock(string path, SafeFileHandle file) => (this.path, this.file) = (path, file);

    /// <summary>Waits until the lock is ours.</summary>
    /// <param name="path">The lock file. Its folder must exist.</param>
    /// <param name="purpose">What we do under the lock, for those who wait for us: <c>Train xgoals</c>.</param>
    /// <param name="onWait">Called when we have to wait, and again when the holder changes, with a message such as <c>waiting for process 1234 (Train xgoals)</c>.</param>
    public static ProcessLock Acquire(string path, string purpose, Action<string>? onWait = null, CancellationToken cancellation = default)
    {
        string? told = null;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryAcquire(path, purpose) is { } taken) return taken;

            Tell(path, onWait, ref told);
            // A blocking flock could not be cancelled; looking twenty times a second costs nothing that can be measured.
            cancellation.WaitHandle.WaitOne(pause);
        }
    }

    /// <summary>Waits until the lock is ours, and blocks no thread meanwhile: a build waits for many locks at once.</summary>
    /// <inheritdoc cref="Acquire"/>
    public static async Task<ProcessLock> AcquireAsync(string path, string purpose, Action<string>? onWait = null, CancellationToken cancellation = default)
    {
        string? told = null;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryAcquire(path, purpose) is { } taken) return taken;

            Tell(path, onWait, ref told);
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The lock, or null when somebody has it.</summary>
    public static ProcessLock? TryAcquire(string path, string purpose)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = Path.GetFullPath(path);
        try
        {
            while (Open(path) is { } file)
            {
                // Whoever had the lock before deleted the file while we opened it: we hold a name that nobody else will find.
                if (IsStillNamed(path, file)) return Hold(path, file, purpose);
                file.Dispose();
            }

            return null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(path, error);
        }
    }

    /// <summary>Who holds the lock, such as <c>1234 Train xgoals</c>; null when nobody has said so.</summary>
    public static string? Holder(string path)
    {
        try
        {
            using var file = FileBytes.Open(path);
            using var reader = new StreamReader(new FileStream(file, FileAccess.Read), Encoding.UTF8);
            return reader.ReadLine() is { Length: > 0 } line ? line : null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (released) return;
        released = true;

        // Deleted while it is locked: whoever opened it meanwhile finds, once it has the lock, that the path names another file or none.
        // Only where we can compare inodes: elsewhere the empty file stays.
        if (OperatingSystem.IsLinux()) AtomicFile.TryDelete(path);
        file.Dispose();
    }

    private static SafeFileHandle? Open(string path)
    {
        if (!OperatingSystem.IsLinux()) return OpenExclusively(path);
        var file = Posix.OpenToLock(path);
        if (Posix.TryLock(file)) return file;
        file.Dispose();
        return null;
    }

    private static SafeFileHandle? OpenExclusively(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    private static bool IsStillNamed(string path, SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) return true;
        return FileStatus.Of(path) is { } named && FileStatus.Of(file, path) is var opened
            && (named.Stamp.Device, named.Stamp.Inode) == (opened.Stamp.Device, opened.Stamp.Inode);
    }

    private static ProcessLock Hold(string path, SafeFileHandle file, string purpose)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {purpose.ReplaceLineEndings(" ")}\n");
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.UTF8.GetBytes(line), fileOffset: 0);
            return new ProcessLock(path, file);
        }
        catch
        {
            // A file that stayed open would keep the lock from everybody, us too.
            file.Dispose();
            throw;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private static void Tell(string path, Action<string>? onWait, ref string? told)
    {
        if (onWait is not null && Message(path) is var message && message != told) onWait(told = message);
    }

    private static string Message(string path) => Holder(path)?.Split(' ', 2) switch
    {
        [var process, var purpose] => $"waiting for process {process} ({purpose})",
        _ => $"waiting for the process that holds `{path}`",
    };
}
