using System.Diagnostics;
using Levain.Store;

namespace Levain.Tests.Store;

/// <summary>A folder of one test, with a store in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("levain-store-").FullName;

    public string StoreRoot => Path(".levain");

    public FileContentStore Store() => new(StoreFolder.Open(StoreRoot), threads: 2);

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public string Write(string relative, string text)
    {
        var path = Path(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string ObjectPath(Digest digest) => System.IO.Path.Combine(StoreRoot, "objects", digest.Hex[..2], digest.Hex[2..]);

    /// <summary>An object in a file of its own whatever its size: as stores of format 1 kept them.</summary>
    public Digest WriteLoose(byte[] bytes)
    {
        var digest = Digest.Of(bytes);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(ObjectPath(digest))!);
        File.WriteAllBytes(ObjectPath(digest), bytes);
        return digest;
    }

    public string[] Packs() => Directory.GetFiles(Path(".levain/packs"), "*.pack");

    /// <summary>Writes into the inode, as a careless stage that runs as root does.</summary>
    public static void Overwrite(string path, long offset, params byte[] bytes)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.Write(file, bytes, offset);
    }

    public static void Flip(string path, long offset)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var one = new byte[1];
        RandomAccess.Read(file, one, offset);
        file.Dispose();
        Overwrite(path, offset, (byte)(one[0] ^ 0x10));
    }

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => ReadOnlyTree.TryDelete(Root);
}
