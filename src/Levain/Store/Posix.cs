using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>The few system calls that the base class library lacks.</summary>
internal static partial class Posix
{
    public const int NotPermitted = 1, NoEntry = 2, AccessDenied = 13, Exists = 17, CrossDevice = 18, NotDirectory = 20, TooManyLinks = 31, NotEmptyOnLinux = 39, LoopOnLinux = 40;

    private const int ReadOnly = 0, ReadWriteOnLinux = 2, CreateOnLinux = 0x40, ExclusiveOnLinux = 0x80, CloseOnExecuteOnLinux = 0x80000, ReadAndWriteForAll = 0x1b6; // 0666
    private const int CurrentFolder = -100, LockShared = 1, LockExclusive = 2, LockNonBlocking = 4;
    private const int DoNotFollow = 0x100, EmptyPath = 0x1000, DuplicateCloseOnExecuteOnLinux = 1030;
    private const uint StartWriteOut = 2;
    private const uint Fields = 0xfff, BornField = 0x800;

    // The same layout on every Linux architecture: that is what statx was made for.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatX
    {
        [FieldOffset(0)] public uint Known;
        [FieldOffset(16)] public uint Links;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(80)] public long BornSeconds;
        [FieldOffset(88)] public uint BornNanoseconds;
        [FieldOffset(96)] public long ChangedSeconds;
        [FieldOffset(104)] public uint ChangedNanoseconds;
        [FieldOffset(112)] public long ModifiedSeconds;
        [FieldOffset(120)] public uint ModifiedNanoseconds;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;

        public readonly bool KnowsBirth => (Known & BornField) != 0;
    }

    /// <summary>0, or the number of the error.</summary>
    [SupportedOSPlatform("linux")]
    public static int Stat(string path, bool follow, out StatX status) =>
        statx(CurrentFolder, path, follow ? 0 : DoNotFollow, Fields, out status) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <inheritdoc cref="Stat(string, bool, out StatX)"/>
    [SupportedOSPlatform("linux")]
    public static int Stat(SafeFileHandle file, out StatX status) =>
        statx(file, "", EmptyPath, Fields, out status) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Of a name in an open folder.</summary>
    /// <param name="name">In UTF-8, with a zero byte behind its end.</param>
    /// <inheritdoc cref="Stat(string, bool, out StatX)"/>
    [SupportedOSPlatform("linux")]
    public static unsafe int Stat(SafeFileHandle folder, ReadOnlySpan<byte> name, bool follow, out StatX status)
    {
        // The caller keeps the folder open: no count goes up and down between threads for each of a hundred thousand files.
        fixed (byte* start = name)
            return statx((int)folder.DangerousGetHandle(), start, follow ? 0 : DoNotFollow, Fields, out status) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>The kind of the file system of an open file, or 0 when it cannot be told.</summary>
    [SupportedOSPlatform("linux")]
    public static unsafe uint FileSystem(SafeFileHandle file)
    {
        // The kind comes first, and the whole is 120 bytes.
        var status = stackalloc ulong[32];
        return fstatfs(file, status) == 0 ? (uint)status[0] : 0;
    }

    /// <summary>Begins to read the names in an open folder.</summary>
    [SupportedOSPlatform("linux")]
    public static FolderNames OpenNames(SafeFileHandle folder, string path)
    {
        var file = fcntl(folder, DuplicateCloseOnExecuteOnLinux, 0);
        if (file < 0) throw Error($"cannot read `{path}`");
        var names = fdopendir(file);
        if (!names.IsInvalid) return names;

        var error = Error($"cannot read `{path}`");
        _ = close(file);
        throw error;
    }

    /// <summary>The bytes of the next name, good until the next call; empty at the end.</summary>
    [SupportedOSPlatform("linux")]
    public static unsafe ReadOnlySpan<byte> NextName(FolderNames names, string path)
    {
        // 64-bit Linux: number, offset, length and kind of the entry, then its name.
        const int nameAt = 19;
        var entry = readdir(names);
        if (entry != null) return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + nameAt);
        return Marshal.GetLastPInvokeError() == 0 ? default : throw Error($"cannot read `{path}`");
    }

    /// <summary>A folder whose names are being read.</summary>
    public sealed class FolderNames() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => closedir(handle) == 0;
    }

    /// <summary>Renames within one file system; unlike <see cref="File.Move(string, string, bool)"/> it never falls back to copying, which would not be atomic.</summary>
    public static int Rename(string from, string to) => rename(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();

    public static int Link(string existing, string name) => link(existing, name) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Opens a file to read, without the shared lock that .NET takes on every file it opens: what we look at stays as free as it was.</summary>
    [SupportedOSPlatform("linux")]
    public static SafeFileHandle OpenToRead(string path) => Opened(path, Again(() => open(path, ReadOnly | CloseOnExecuteOnLinux)));

    /// <summary>Opens or makes a file to lock it: .NET's own lock on it would be in the way.</summary>
    [SupportedOSPlatform("linux")]
    public static SafeFileHandle OpenToLock(string path) => Opened(path, Again(() => open(path, ReadWriteOnLinux | CreateOnLinux | CloseOnExecuteOnLinux, ReadAndWriteForAll)));

    /// <summary>Makes a file to write and read; it must not be there yet.</summary>
    [SupportedOSPlatform("linux")]
    public static SafeFileHandle Create(string path, UnixFileMode mode) => Opened(path, open(path, ReadWriteOnLinux | CreateOnLinux | ExclusiveOnLinux | CloseOnExecuteOnLinux, (uint)mode));

    private static SafeFileHandle Opened(string path, int file)
    {
        if (file >= 0) return new SafeFileHandle(file, ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        throw error switch
        {
            NoEntry or NotDirectory => new FileNotFoundException(Message(error), path),
            AccessDenied => new UnauthorizedAccessException($"cannot open `{path}`: {Message(error)}"),
            _ => new IOException($"cannot open `{path}`: {Message(error)}", error),
        };
    }

    /// <summary>Brings the names in a folder to the disk: a rename is not durable before that.</summary>
    public static void SyncDirectory(string path)
    {
        var folder = Again(() => open(path, ReadOnly));
        if (folder < 0) throw Error($"cannot open `{path}`");

        try
        {
            if (Again(() => fsync(folder)) != 0) throw Error($"cannot bring `{path}` to the disk");
        }
        finally
        {
            _ = close(folder);
        }
    }

    /// <summary>Asks the disk to begin with bytes that were written, and waits for nothing. A hint: no error of it matters, the sync that follows has the last word.</summary>
    [SupportedOSPlatform("linux")]
    public static void StartWriting(SafeFileHandle file, long offset, long count) => _ = sync_file_range(file, offset, count, StartWriteOut);

    /// <summary>Takes the lock of the open file unless another open file of the same inode has it. The kernel lets go of it when the process dies.</summary>
    [SupportedOSPlatform("linux")]
    public static bool TryLock(SafeFileHandle file, bool shared = false)
    {
        if (Again(() => flock(file, (shared ? LockShared : LockExclusive) | LockNonBlocking)) == 0) return true;

        const int wouldBlock = 11;
        if (Marshal.GetLastPInvokeError() == wouldBlock) return false;
        throw Error("cannot lock a file");
    }

    public static string Message(int error) => new Win32Exception(error).Message;

    // With the number, by which it is told whether the disk is full or read-only.
    private static IOException Error(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return new($"{what}: {Message(error)}", error);
    }

    // On a network or user-space file system a signal, such as the runtime's own, ends a call before it began.
    private static int Again(Func<int> call)
    {
        const int interrupted = 4;
        for (; ; )
            if (call() is var result && (result >= 0 || Marshal.GetLastPInvokeError() != interrupted)) return result;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, out StatX status);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle folder, string path, int flags, uint mask, out StatX status);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int statx(int folder, byte* path, int flags, uint mask, out StatX status);

    [LibraryImport("libc")]
    private static unsafe partial int fstatfs(SafeFileHandle file, ulong* status);

    // Variadic in C, as `open` is.
    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeFileHandle file, int command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial FolderNames fdopendir(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial byte* readdir(FolderNames folder);

    [LibraryImport("libc")]
    private static partial int closedir(nint folder);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string existing, string name);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    // Variadic in C: the third argument travels like a fixed one on Linux, not on every system.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sync_file_range(SafeFileHandle file, long offset, long count, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);
}
