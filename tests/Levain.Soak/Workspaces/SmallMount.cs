namespace Levain.Soak;

/// <summary>A small file system in memory, which root can fill and make read-only.</summary>
internal sealed class SmallMount : IDisposable
{
    private SmallMount(string path) => Path = path;

    public string Path { get; }

    public static string? Missing { get; } = !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "only root can mount a small disk" : Probe();

    public static SmallMount? TryMake(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        return SoakFolder.Command("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) == 0 ? new SmallMount(path) : null;
    }

    /// <returns>Whether it could be done: not while somebody has a file open for writing.</returns>
    public bool Remount(string options) => SoakFolder.Command("mount", "-o", $"remount,{options}", Path) == 0;

    public void Dispose()
    {
        SoakFolder.Command("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string? Probe()
    {
        using var folder = new SoakFolder();
        using var mount = TryMake(System.IO.Path.Combine(folder.Root, "probe"), 1);
        return mount is null ? "a tmpfs cannot be mounted here" : null;
    }
}
