using System.Diagnostics;
using Levain.Store;

namespace Levain.Soak;

/// <summary>A temporary folder, in memory where there is room: a campaign kills processes, not machines, so nothing is proved by waiting for a disk.</summary>
internal sealed class SoakFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public SoakFolder()
    {
        var home = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > 1L << 30 ? Memory : Path.GetTempPath();
        Root = Directory.CreateDirectory(Path.Combine(home, $"levain-soak-{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName;
    }

    public string Root { get; }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The exit code.</returns>
    public static int Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    public static void Copy(string from, string to)
    {
        if (Command("cp", "-a", $"{from}/.", to) != 0) throw new InvalidOperationException($"cannot copy {from} to {to}");
    }

    public void Dispose() => ReadOnlyTree.TryDelete(Root);
}
