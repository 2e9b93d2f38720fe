using System.Globalization;

namespace Levain.Store;

/// <summary>Writes a small file so that after a crash at any moment its path holds the old content or the new, whole and on the disk.</summary>
public static class AtomicFile
{
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="content">All of the new content.</param>
    /// <param name="temporary">Where the new content is written first; null, or a path in another file system, means beside <paramref name="path"/>.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, string? temporary = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = Path.GetFullPath(path);
        try
        {
            WriteThrough(path, content, temporary ?? Beside(path));
        }
        catch (IOException error) when (temporary is not null && error.HResult == Posix.CrossDevice)
        {
            Write(path, content);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(path, error);
        }
    }

    private static string Beside(string path) => string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp");

    private static void WriteThrough(string path, ReadOnlySpan<byte> content, string temporary)
    {
        try
        {
            WriteSynced(temporary, content);
            Replace(temporary, path);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static void WriteSynced(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, content, fileOffset: 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Puts a file that is on the disk in the place of another, and brings the new name to the disk too.</summary>
    internal static void Replace(string temporary, string path)
    {
        Rename(temporary, path);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    internal static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows()) File.Move(from, to, overwrite: true);
        else if (Posix.Rename(from, to) is not 0 and var error) throw Refused($"cannot rename `{from}` to `{to}`: {Posix.Message(error)}", error);
    }

    private static Exception Refused(string message, int error) =>
        error is Posix.AccessDenied or Posix.NotPermitted ? new UnauthorizedAccessException(message) : new IOException(message, error);

    internal static void SyncFolder(string path)
    {
        // Windows keeps names in the journal of the volume and has no such call.
        if (!OperatingSystem.IsWindows()) Posix.SyncDirectory(path);
    }

    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // What matters is the error that brought us here; the next start cleans up.
        }
    }
}
