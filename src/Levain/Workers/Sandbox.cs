namespace Levain.Workers;

/// <summary>A process that sees the system's libraries, the folders it is shown, and no network: bubblewrap's namespaces.</summary>
public static class Sandbox
{
    private static readonly string[] SystemFolders = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ssl/openssl.cnf"];

    /// <summary>The path of <c>bwrap</c>, or null where it is not installed.</summary>
    public static string? Find() => OperatingSystem.IsLinux()
        ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "bwrap")).FirstOrDefault(File.Exists)
        : null;

    internal static IReadOnlyList<string> CommandFor(string folder, IReadOnlyList<string> needs) =>
    [
        Find() ?? throw new BuildException("the sandbox needs bubblewrap, which is not installed", "install it, for example with `apt-get install bubblewrap`, or use `--engine local`"),
        "--unshare-all", "--hostname", "sandbox", "--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
        .. SystemFolders.SelectMany(path => new[] { "--ro-bind-try", path, path }),
        .. needs.SelectMany(path => new[] { "--ro-bind", path, path }),
        "--bind", folder, folder,
        "--chdir", folder,
    ];
}
