using System.IO.Enumeration;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>An open folder, in which files and folders are made and looked at by their names in UTF-8. Many threads may use it.</summary>
internal abstract class PathDirectory(string path) : IDisposable
{
    public string Path => path;

    /// <summary>Opens a folder that is there; a symbolic link to one is none.</summary>
    public static PathDirectory Open(string path) => OperatingSystem.IsLinux() ? LinuxDirectory.At(path) : new PortableDirectory(path);

    /// <summary>Of the name itself, not of what a symbolic link points to; null when there is nothing.</summary>
    public abstract FileStatus? Status(ReadOnlySpan<byte> name);

    /// <summary>Opens a folder below.</summary>
    public abstract PathDirectory Enter(ReadOnlySpan<byte> name);

    /// <summary>Makes a folder below and opens it.</summary>
    public abstract PathDirectory Make(ReadOnlySpan<byte> name);

    public abstract SafeFileHandle OpenToRead(ReadOnlySpan<byte> name);

    /// <summary>Makes a file that is not there yet.</summary>
    public abstract SafeFileHandle Create(ReadOnlySpan<byte> name, UnixFileMode mode);

    public abstract void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Sets the time of a file that was written, if there is one to set, and gives its last status.</summary>
    public abstract FileStatus Finish(SafeFileHandle file, ReadOnlySpan<byte> name, DateTime? time);

    /// <summary>Gives a file of another folder one more name here; false where that cannot be.</summary>
    public abstract bool TryLink(PathDirectory from, ReadOnlySpan<byte> old, ReadOnlySpan<byte> name);

    /// <summary>Makes the folder read-only.</summary>
    public abstract void Seal();

    public abstract void Dispose();

    public int CountNames()
    {
        var names = new FileSystemEnumerable<bool>(path, static (ref _) => true, new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });
        var count = 0;
        foreach (var _ in names) count++;
        return count;
    }

    public string PathOf(ReadOnlySpan<byte> name) => System.IO.Path.Join(path, Encoding.UTF8.GetString(name));
}
