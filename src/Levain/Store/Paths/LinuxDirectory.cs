using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>An open folder by its handle: what happens to the folders above it meanwhile does not matter.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxDirectory : PathDirectory
{
    private readonly SafeFileHandle folder;

    private LinuxDirectory(string path, SafeFileHandle folder)
        : base(path) => this.folder = folder;

    public static LinuxDirectory At(string path)
    {
        var error = PosixAt.OpenFolder(path, out var folder);
        return error == 0 ? new(path, folder) : throw Failure("open", path, error);
    }

    public override FileStatus? Status(ReadOnlySpan<byte> name) => PosixAt.Stat(folder, name, out var status) switch
    {
        0 => FileStatus.From(status),
        Posix.NoEntry or Posix.NotDirectory => null,
        var error => throw Failure("look at", PathOf(name), error),
    };

    public override PathDirectory Enter(ReadOnlySpan<byte> name)
    {
        var error = PosixAt.OpenFolder(folder, name, out var below);
        return error == 0 ? new LinuxDirectory(PathOf(name), below) : throw Failure("open", PathOf(name), error);
    }

    public override PathDirectory Make(ReadOnlySpan<byte> name)
    {
        var error = PosixAt.MakeFolder(folder, name);
        return error == 0 ? Enter(name) : throw Failure("make", PathOf(name), error);
    }

    public override SafeFileHandle OpenToRead(ReadOnlySpan<byte> name)
    {
        var error = PosixAt.OpenToRead(folder, name, out var file);
        return error == 0 ? file : throw Failure("open", PathOf(name), error);
    }

    public override SafeFileHandle Create(ReadOnlySpan<byte> name, UnixFileMode mode)
    {
        var error = PosixAt.CreateFile(folder, name, mode, out var file);
        return error == 0 ? file : throw Failure("make", PathOf(name), error);
    }

    // The kernel keeps the place: bytes are written from front to back.
    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        var error = PosixAt.WriteAll(file, bytes);
        if (error != 0) throw Failure("write to", Path, error);
    }

    public override FileStatus Finish(SafeFileHandle file, ReadOnlySpan<byte> name, DateTime? time)
    {
        var error = time is { } modified ? PosixAt.SetModified(file, modified) : 0;
        if (error != 0) throw Failure("set the time of", PathOf(name), error);
        error = Posix.Stat(file, out var status);
        return error == 0 ? FileStatus.From(status) : throw Failure("look at", PathOf(name), error);
    }

    public override bool TryLink(PathDirectory from, ReadOnlySpan<byte> old, ReadOnlySpan<byte> name) => PosixAt.Link(((LinuxDirectory)from).folder, old, folder, name) == 0;

    public override void Seal() => File.SetUnixFileMode(folder, ReadOnlyTree.Executable);

    public override void Dispose() => folder.Dispose();

    private static Exception Failure(string what, string path, int error)
    {
        var message = $"cannot {what} `{path}`: {Posix.Message(error)}";
        return error switch
        {
            Posix.AccessDenied or Posix.NotPermitted => new UnauthorizedAccessException(message),
            Posix.NoEntry or Posix.NotDirectory => new FileNotFoundException(message, path),
            _ => new IOException(message, error),
        };
    }
}
