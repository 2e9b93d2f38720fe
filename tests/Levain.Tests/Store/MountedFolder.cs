using System.Diagnostics;

namespace Levain.Tests.Store;

/// <summary>A file system of one test, mounted in a folder of its own.</summary>
internal sealed class MountedFolder : IDisposable
{
    private readonly TemporaryFolder around = new();

    private MountedFolder() => Directory.CreateDirectory(Root);

    public string Root => around.Path("mounted");

    /// <summary>A file system in a file. Skips the test where it cannot be made or mounted.</summary>
    public static MountedFolder OnLoop(string type, string[] options, int megabytes)
    {
        var folder = new MountedFolder();
        var image = folder.around.Path("image");
        using (var file = File.Create(image)) file.SetLength((long)megabytes << 20);

        // mount takes a free loop device and gives it back when it is unmounted.
        folder.Try($"mkfs.{type}", ["-q", .. options, image]);
        folder.Try("mount", ["-t", type, "-o", "loop", image, folder.Root]);
        return folder;
    }

    /// <summary>A file system in memory with little room. Skips the test where it cannot be mounted.</summary>
    public static MountedFolder InMemory(string size)
    {
        var folder = new MountedFolder();
        folder.Try("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder.Root]);
        return folder;
    }

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>The bytes in use, once all is on the disk.</summary>
    public long Used()
    {
        TemporaryFolder.Run("sync", "-f", Root);
        var drive = new DriveInfo(Root);
        return drive.TotalSize - drive.TotalFreeSpace;
    }

    public void Dispose()
    {
        // Lazily: a store holds its packs open until the collector finds that nobody reads them any more.
        if (File.ReadLines("/proc/self/mounts").Any(line => line.Split(' ')[1] == Root)) TemporaryFolder.Run("umount", "--lazy", Root);
        around.Dispose();
    }

    private void Try(string program, string[] arguments)
    {
        var said = Run(program, arguments);
        if (said is null) return;
        Dispose();
        Assert.Skip($"`{program} {string.Join(' ', arguments)}` cannot be done here: {said}");
    }

    // Null when it went well.
    private static string? Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{errors}{output.Result}".Trim();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return error.Message;
        }
    }
}
