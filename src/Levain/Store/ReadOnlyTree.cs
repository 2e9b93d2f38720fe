using System.IO.Enumeration;

namespace Levain.Store;

/// <summary>Folders and files that are made read-only, and can be removed nevertheless.</summary>
internal static class ReadOnlyTree
{
    public const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    public const UnixFileMode Executable = File | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void Seal(string folder)
    {
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(folder, Executable);
    }

    /// <summary>The names in a folder, hidden ones too, in no order.</summary>
    public static IEnumerable<string> Names(string folder) =>
        new FileSystemEnumerable<string>(folder, static (ref entry) => entry.FileName.ToString(), new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });

    /// <summary>Removes a file, a link or a folder with all that is in it. Links are removed, never followed.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            if (FileStatus.OfLink(path)?.Kind == PathKind.Directory) DeleteFolder(path);
            else System.IO.File.Delete(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // It stays, and is tried again at the next start.
        }
    }

    private static void DeleteFolder(string path)
    {
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, Executable | UnixFileMode.UserWrite);
        foreach (var name in Names(path).ToList()) TryDelete(Path.Combine(path, name));
        Directory.Delete(path);
    }
}
