namespace Levain.Store;

/// <summary>Turns what the disk refuses into a sentence for the user.</summary>
internal static class DiskError
{
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122;

    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>True when there was no room: whoever wrote is not to blame.</summary>
    public static bool IsFull(Exception error) => error is IOException { HResult: NoSpace or QuotaExceeded } || (error.InnerException is { } inner && IsFull(inner));

    /// <summary>Does something that writes, and says in a sentence why it cannot be done.</summary>
    public static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (Is(error))
        {
            throw Writing(path, error);
        }
    }

    /// <summary>Does something that reads all over a folder, and says in a sentence why it cannot be done.</summary>
    public static T Telling<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (Told(folder, error) is { } told)
        {
            throw told;
        }
    }

    /// <inheritdoc cref="Telling{T}(string, Func{T})"/>
    public static async Task<T> TellingAsync<T>(string folder, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception error) when (Told(folder, error) is { } told)
        {
            throw told;
        }
    }

    // A parallel loop wraps what its threads throw. Null for what is none of this.
    private static Exception? Told(string folder, Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => first is BuildException or OperationCanceledException ? first : Told(folder, first),
        _ => Is(error) ? Reading(folder, error) : null,
    };

    public static BuildException Writing(string path, Exception error) => error switch
    {
        // Some calls of the base class library wrap the very same refusal in an IOException.
        UnauthorizedAccessException or IOException { HResult: Posix.AccessDenied or Posix.NotPermitted } => new($"cannot write to `{path}`: permission denied", "give this user the right to write there, or build as its owner", error),
        IOException { HResult: NoSpace } => new($"cannot write to `{path}`: the disk is full", "make room and build again; nothing that was finished is lost", error),
        IOException { HResult: QuotaExceeded } => new($"cannot write to `{path}`: the disk quota is used up", "make room and build again; nothing that was finished is lost", error),
        IOException { HResult: ReadOnlyFileSystem } => new($"cannot write to `{path}`: the file system is read-only", "mount it for writing, or use another folder", error),
        _ => new($"cannot write to `{path}`: {Reason(error)}", inner: error),
    };

    public static BuildException Reading(string path, Exception error) => error switch
    {
        UnauthorizedAccessException => new($"cannot read `{path}`: permission denied", "give this user the right to read it", error),
        FileNotFoundException or DirectoryNotFoundException => new($"there is nothing at `{path}`", inner: error),
        _ => new($"cannot read `{path}`: {Reason(error)}", inner: error),
    };

    // The first line, without the full stop of the base class library.
    private static string Reason(Exception error) => error.Message.Split('\n')[0].TrimEnd('.', '\r');
}
