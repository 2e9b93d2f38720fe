using System.Runtime.Versioning;
using System.Text;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store.Scanning;

/// <summary>A folder by its descriptor: names go to the kernel as the bytes they are, and no path is walked from its root for each file.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxFolder(string path) : FolderHandle
{
    // The numbers that statfs(2) gives to file systems.
    private const uint Ext = 0xef53, Xfs = 0x58465342, Btrfs = 0x9123683e, Tmpfs = 0x01021994, Overlay = 0x794c7630, Zfs = 0x2fc12fc1, F2fs = 0xf2f52010, Bcachefs = 0xca451a4e;

    private readonly SafeFileHandle folder = Posix.OpenToRead(path);

    public override FileStatus Status => FileStatus.Of(folder, path);

    // Those that are known to: what shows a bucket or another machine as folders often makes their times up.
    public override bool StampTellsOfNames => Posix.FileSystem(folder) is Ext or Xfs or Btrfs or Tmpfs or Overlay or Zfs or F2fs or Bcachefs;

    public override void ReadNames(NameList names)
    {
        using var reading = Posix.OpenNames(folder, path);
        while (Posix.NextName(reading, path) is var name && !name.IsEmpty)
        {
            if (name is [(byte)'.'] or [(byte)'.', (byte)'.']) continue;
            if (!Utf8.IsValid(name)) throw new BuildException($"a name in `{path}` is not valid UTF-8: `{Encoding.UTF8.GetString(name)}`", "rename it");
            if (name.Length > TreeListing.LongestName) throw new BuildException($"the name `{Path.Join(path, Encoding.UTF8.GetString(name))}` cannot be kept: it is longer than {TreeListing.LongestName} bytes", "rename it");
            names.Add(name);
        }
    }

    public override FileStatus? Look(ReadOnlySpan<byte> name, bool follow) => Posix.Stat(folder, name, follow, out var status) switch
    {
        0 => FileStatus.From(status),
        Posix.NoEntry or Posix.NotDirectory => null,
        var error => throw FileStatus.Failure(Path.Join(path, Encoding.UTF8.GetString(name)), error),
    };

    public override void Dispose() => folder.Dispose();
}
