using System.Text.RegularExpressions;
using Levain.Host.Tests.Faults;

namespace Levain.Host.Tests.Remotes;

/// <summary>Two clones of a workspace and a folder that both can reach, for the real host.</summary>
internal sealed partial class Clones : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("levain-clones-").FullName;

    public Clones()
    {
        foreach (var name in (string[])["first", "second", "remote"]) Directory.CreateDirectory(Path.Combine(root, name));
    }

    public string First => Path.Combine(root, "first");

    public string Second => Path.Combine(root, "second");

    public string Remote => Path.Combine(root, "remote");

    public IEnumerable<string> Blobs(string folder) => Directory.Exists(Path.Combine(Remote, folder)) ? Directory.EnumerateFiles(Path.Combine(Remote, folder), "*", SearchOption.AllDirectories) : [];

    /// <summary>As <c>git pull</c> does: the lock travels, bytes do not.</summary>
    public void TakeLock()
    {
        Directory.CreateDirectory(Path.Combine(Second, "models", "fault"));
        File.Copy(Path.Combine(First, "models", "fault", "model.lock.json"), Path.Combine(Second, "models", "fault", "model.lock.json"), overwrite: true);
    }

    public HostRun Run(string clone, string arguments)
    {
        using var host = HostProcess.Start(clone, "wide", arguments);
        var (exitCode, _, errors) = host.End();
        return new HostRun(exitCode, Scrubbed(host.Output), Scrubbed(errors));
    }

    public void Dispose()
    {
        using var remove = System.Diagnostics.Process.Start("sh", ["-c", $"chmod -R u+w '{root}'; rm -rf '{root}'"]);
        remove.WaitForExit();
    }

    private string Scrubbed(string text) => Port().Replace(Seconds().Replace(text.Replace(root, "‹root›", StringComparison.Ordinal), "‹time›"), "127.0.0.1:‹port›");

    [GeneratedRegex(@"[0-9.]+ s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();
}
