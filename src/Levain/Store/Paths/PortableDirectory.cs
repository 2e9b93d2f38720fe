using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>A folder by its path, with what the base class library has: for systems other than Linux.</summary>
internal sealed class PortableDirectory(string path) : PathDirectory(path)
{
    public override FileStatus? Status(ReadOnlySpan<byte> name) => FileStatus.OfLink(PathOf(name));

    public override PathDirectory Enter(ReadOnlySpan<byte> name) => new PortableDirectory(PathOf(name));

    public override PathDirectory Make(ReadOnlySpan<byte> name)
    {
        Refuse(name);
        Directory.CreateDirectory(PathOf(name));
        return Enter(name);
    }

    public override SafeFileHandle OpenToRead(ReadOnlySpan<byte> name) => FileBytes.Open(PathOf(name));

    public override SafeFileHandle Create(ReadOnlySpan<byte> name, UnixFileMode mode)
    {
        Refuse(name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (OperatingSystem.IsWindows()) return File.OpenHandle(PathOf(name), options.Mode, options.Access, options.Share);

        // No handle can be had with a mode; by its path, the mode is that of the file before its first byte.
        options.UnixCreateMode = mode | UnixFileMode.UserWrite;
        new FileStream(PathOf(name), options).Dispose();
        var file = File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.Write, options.Share);
        if (!mode.HasFlag(UnixFileMode.UserWrite)) File.SetUnixFileMode(file, mode);
        return file;
    }

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    // Stamps are not believed here, so that no time needs to be set.
    public override FileStatus Finish(SafeFileHandle file, ReadOnlySpan<byte> name, DateTime? time) => Status(name) ?? throw new FileNotFoundException(null, PathOf(name));

    public override bool TryLink(PathDirectory from, ReadOnlySpan<byte> old, ReadOnlySpan<byte> name) =>
        !OperatingSystem.IsWindows() && Posix.Link(from.PathOf(old), PathOf(name)) == 0;

    public override void Seal() => ReadOnlyTree.Seal(Path);

    public override void Dispose() { }

    private static void Refuse(ReadOnlySpan<byte> utf8)
    {
        if (!OperatingSystem.IsWindows()) return;
        var name = Encoding.UTF8.GetString(utf8);
        if (name.AsSpan().ContainsAny(System.IO.Path.GetInvalidFileNameChars()))
            throw new BuildException($"`{name}` is no file name on Windows", "build on Linux, or rename it at its source");
    }
}
