using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>System calls on names in an open folder: the kernel walks no path, and no string is made for a name.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class PosixAt
{
    private const int Write = 1, Create = 0x40, Exclusive = 0x80, CloseOnExecute = 0x80000, DoNotFollow = 0x100;
    private const int Interrupted = 4;
    private const uint Fields = 0xfff;
    private const nint Omit = (1 << 30) - 2;

    // The value of O_DIRECTORY and O_NOFOLLOW is one of the few that differ between processors.
    private static int Folder => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;

    private static int NoFollow => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    public static int Stat(SafeFileHandle folder, ReadOnlySpan<byte> name, out Posix.StatX status)
    {
        Span<byte> zero = stackalloc byte[name.Length + 1];
        fixed (byte* text = Terminated(name, zero)) return statx(folder, text, DoNotFollow, Fields, out status) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    public static int OpenFolder(string path, out SafeFileHandle folder)
    {
        int number;
        do number = open(path, Folder | NoFollow | CloseOnExecute);
        while (number < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return Opened(number, out folder);
    }

    public static int OpenFolder(SafeFileHandle above, ReadOnlySpan<byte> name, out SafeFileHandle folder) => Open(above, name, Folder | NoFollow, 0, out folder);

    public static int OpenToRead(SafeFileHandle folder, ReadOnlySpan<byte> name, out SafeFileHandle file) => Open(folder, name, NoFollow, 0, out file);

    /// <summary>Makes a file that is not there yet.</summary>
    public static int CreateFile(SafeFileHandle folder, ReadOnlySpan<byte> name, UnixFileMode mode, out SafeFileHandle file) => Open(folder, name, Write | Create | Exclusive, (uint)mode, out file);

    public static int MakeFolder(SafeFileHandle above, ReadOnlySpan<byte> name)
    {
        Span<byte> zero = stackalloc byte[name.Length + 1];
        fixed (byte* text = Terminated(name, zero)) return mkdirat(above, text, 0x1ff) == 0 ? 0 : Marshal.GetLastPInvokeError(); // 0777, less what the user's mask takes
    }

    /// <summary>Gives a file one more name.</summary>
    public static int Link(SafeFileHandle from, ReadOnlySpan<byte> old, SafeFileHandle to, ReadOnlySpan<byte> name)
    {
        Span<byte> zero = stackalloc byte[old.Length + 1], other = stackalloc byte[name.Length + 1];
        fixed (byte* text = Terminated(old, zero), next = Terminated(name, other)) return linkat(from, text, to, next, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    public static int WriteAll(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count;
            fixed (byte* start = bytes) count = write(file, start, (nuint)bytes.Length);
            if (count >= 0) bytes = bytes[(int)count..];
            else if (Marshal.GetLastPInvokeError() is not Interrupted and var error) return error;
        }

        return 0;
    }

    /// <summary>Sets when the file was written, and leaves when it was read.</summary>
    public static int SetModified(SafeFileHandle file, DateTime time)
    {
        var times = stackalloc nint[4] { 0, Omit, (nint)((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond), 0 };
        return futimens(file, times) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Lets a new file share the bytes of another until one of the two is written to, where the file system can: xfs and btrfs among them.</summary>
    public static int Clone(SafeFileHandle from, SafeFileHandle to)
    {
        const uint fileClone = 0x40049409;
        return ioctl(to, fileClone, from) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static int Open(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, uint mode, out SafeFileHandle file)
    {
        Span<byte> zero = stackalloc byte[name.Length + 1];
        fixed (byte* text = Terminated(name, zero))
        {
            int number;
            do number = openat(folder, text, flags | CloseOnExecute, mode);
            while (number < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            return Opened(number, out file);
        }
    }

    private static int Opened(int number, out SafeFileHandle file)
    {
        var error = number < 0 ? Marshal.GetLastPInvokeError() : 0;
        file = new SafeFileHandle(number, ownsHandle: true);
        return error;
    }

    private static Span<byte> Terminated(ReadOnlySpan<byte> name, Span<byte> zero)
    {
        name.CopyTo(zero);
        zero[name.Length] = 0;
        return zero;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(SafeFileHandle folder, byte* path, int flags, uint mask, out Posix.StatX status);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    // Variadic in C, as ioctl is: further arguments travel like fixed ones on Linux, not on every system.
    [LibraryImport("libc", SetLastError = true)]
    private static partial int openat(SafeFileHandle folder, byte* path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeFileHandle file, nuint request, SafeFileHandle other);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mkdirat(SafeFileHandle folder, byte* path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int linkat(SafeFileHandle from, byte* old, SafeFileHandle to, byte* name, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(SafeFileHandle file, byte* bytes, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int futimens(SafeFileHandle file, nint* times);
}
