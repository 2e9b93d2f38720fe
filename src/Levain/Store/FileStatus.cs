using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>What a path is, as far as the store cares.</summary>
internal enum PathKind
{
    File,
    Directory,
    Link,

    /// <summary>A socket, a pipe or a device: it has no content that a digest could name.</summary>
    Special,
}

/// <summary>What moves when a file is written to. Two equal stamps mean the same content, but for what <see cref="StatCache"/> says about clocks.</summary>
/// <param name="Modified">Nanoseconds since 1970. Anybody may set it back.</param>
/// <param name="Changed">Nanoseconds since 1970, set by the kernel alone; 0 on systems that do not tell, where no stamp is believed.</param>
/// <param name="Born">When the inode was taken into use, or 0 where the file system does not tell: the number of a deleted file is soon used again.</param>
public readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long Modified, long Changed, long Born)
{
    public bool CanBeTrusted => Changed != 0;
}

/// <summary>The metadata of a file or folder.</summary>
internal readonly record struct FileStatus(PathKind Kind, bool Executable, uint Links, FileStamp Stamp)
{
    private const int TypeMask = 0xf000, RegularType = 0x8000, DirectoryType = 0x4000, LinkType = 0xa000, OwnerMayExecute = 0x40;

    /// <summary>Follows symbolic links; null when there is nothing.</summary>
    public static FileStatus? Of(string path) => Of(path, follow: true);

    /// <summary>Of a symbolic link itself, not of what it points to; null when there is nothing.</summary>
    public static FileStatus? OfLink(string path) => Of(path, follow: false);

    public static FileStatus Of(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux()) return Portable(path, follow: true) ?? throw new FileNotFoundException(null, path);
        var error = Posix.Stat(file, out var status);
        return error == 0 ? From(status) : throw Failure(path, error);
    }

    private static FileStatus? Of(string path, bool follow)
    {
        if (!OperatingSystem.IsLinux()) return Portable(path, follow);
        return Posix.Stat(path, follow, out var status) switch
        {
            0 => From(status),
            Posix.NoEntry or Posix.NotDirectory => null,
            var error => throw Failure(path, error),
        };
    }

    public static Exception Failure(string path, int error) => error switch
    {
        Posix.LoopOnLinux => new BuildException($"symbolic links at `{path}` lead back to themselves", "remove one of the links of the loop"),
        Posix.AccessDenied => new UnauthorizedAccessException($"cannot look at `{path}`: {Posix.Message(error)}"),
        _ => new IOException($"cannot look at `{path}`: {Posix.Message(error)}"),
    };

    public static FileStatus From(in Posix.StatX status) => new(
        (status.Mode & TypeMask) switch { RegularType => PathKind.File, DirectoryType => PathKind.Directory, LinkType => PathKind.Link, _ => PathKind.Special },
        (status.Mode & OwnerMayExecute) != 0,
        status.Links,
        new FileStamp(
            ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
            status.Inode,
            (long)status.Size,
            Nanoseconds(status.ModifiedSeconds, status.ModifiedNanoseconds),
            Nanoseconds(status.ChangedSeconds, status.ChangedNanoseconds),
            status.KnowsBirth ? Nanoseconds(status.BornSeconds, status.BornNanoseconds) : 0));

    private static long Nanoseconds(long seconds, uint nanoseconds) => unchecked((seconds * 1_000_000_000) + nanoseconds);

    // Without inode and ctime a same-size edit with its mtime restored cannot be seen: such stamps say so, and every file is read again.
    private static FileStatus? Portable(string path, bool follow)
    {
        FileSystemInfo file = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (follow && file.LinkTarget is not null) file = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        if (!file.Exists) return null;

        var kind = file.LinkTarget is not null ? PathKind.Link : file is DirectoryInfo ? PathKind.Directory : PathKind.File;
        var executable = !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
        return new(kind, executable, Links: 1, new FileStamp(0, 0, (file as FileInfo)?.Length ?? 0, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100, Changed: 0, Born: 0));
    }
}
